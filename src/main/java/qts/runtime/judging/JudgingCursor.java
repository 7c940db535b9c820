package qts.runtime.judging;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import qts.decision.json.ContractViolation;
import qts.decision.json.JsonFields;
import qts.decision.json.JsonObject;
import qts.decision.json.JsonReader;
import qts.runtime.files.WholeFile;

/**
 * How far the rules have judged a journal. Kept in a file beside it, to save time: without the file
 * the journal is judged from the first rule set on, and what it holds already is not recorded
 * again.
 *
 * @param journal the id of the journal
 * @param position up to here, this position included, everything that was decided is durable
 * @param end everything decided about records up to {@code position} stands before here, and
 *     everything else behind
 */
record JudgingCursor(UUID journal, long position, long end) {
  static final String FILE = "rules.json";

  /** Where a journal is judged from that was never judged. */
  static JudgingCursor start(UUID journal) {
    return new JudgingCursor(journal, -1, 0);
  }

  /** The cursor of {@code journal} in {@code folder}; empty when there is none that can be read. */
  static Optional<JudgingCursor> read(Path folder, UUID journal) throws IOException {
    try {
      JsonFields fields =
          JsonFields.of(JsonReader.object(Files.readAllBytes(folder.resolve(FILE))));
      JudgingCursor cursor =
          new JudgingCursor(
              UUID.fromString(fields.requiredText("journal")),
              fields.requiredWhole("position"),
              fields.requiredWhole("end"));
      return Optional.of(cursor).filter(found -> found.journal.equals(journal));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (ContractViolation | IllegalArgumentException unreadable) {
      return Optional.empty();
    }
  }

  /** Puts this in the place of the one before, so that always one of the two is there. */
  void write(Path folder) throws IOException {
    byte[] json =
        JsonObject.builder()
            .put("name", "rules")
            .put("journal", journal.toString())
            .put("position", position)
            .put("end", end)
            .build()
            .toString()
            .getBytes(StandardCharsets.UTF_8);
    Files.createDirectories(folder);
    WholeFile.replace(folder.resolve(FILE), json);
  }
}
