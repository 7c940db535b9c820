package qts.runtime.checkpoint;

import java.util.Base64;
import java.util.UUID;
import qts.journal.JournalTree;

/** The text of a checkpoint, as {@code docs/journal-format.md} has it. */
final class CheckpointText {
  private CheckpointText() {}

  /** The lines that say which tree it is of, and who says so. */
  static String begin(SigningKey key, UUID journalId, JournalTree.Standing standing) {
    return "%s\n%d\n%s\njournal %s\nposition %d\n"
        .formatted(
            key.name(),
            standing.groups(),
            Base64.getEncoder().encodeToString(standing.root()),
            journalId,
            standing.nextPosition() - 1);
  }
}
