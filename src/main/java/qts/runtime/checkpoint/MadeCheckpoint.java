package qts.runtime.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A checkpoint that was made before.
 *
 * @param journalId the journal it is of
 * @param groups how many groups its tree has
 * @param root the root of that tree, Base64
 * @param position the last record in them
 * @param note the checkpoint as it was signed
 */
public record MadeCheckpoint(
    String journalId, long groups, String root, long position, String note) {
  private static final Pattern FORM =
      Pattern.compile(
          "(?m)^(?<note>[^\n—]+\n(?<groups>\\d{1,18})\n(?<root>[^\n]+)"
              + "\njournal (?<journal>[^\n]+)\n"
              + "position (?<position>\\d{1,18})\n(chain [^\n]+\n)?time [^\n]+\n\n— [^\n]+\n)");

  /** The checkpoints that are kept beside a journal, the smallest tree first. */
  public static List<MadeCheckpoint> beside(Path journalFolder) throws IOException {
    List<MadeCheckpoint> found = new ArrayList<>();
    for (Path file : KeptCheckpoints.beside(journalFolder)) {
      found.addAll(in(file));
    }
    found.sort(Comparator.comparingLong(MadeCheckpoint::groups));
    return found;
  }

  /** The checkpoints in a file, such as one they are published to. */
  public static List<MadeCheckpoint> in(Path file) throws IOException {
    List<MadeCheckpoint> found = new ArrayList<>();
    Matcher form = FORM.matcher(new String(Files.readAllBytes(file), UTF_8));
    while (form.find()) {
      found.add(
          new MadeCheckpoint(
              form.group("journal"),
              Long.parseLong(form.group("groups")),
              form.group("root"),
              Long.parseLong(form.group("position")),
              form.group("note")));
    }
    return found;
  }

  /** Whether {@code root} is that of its tree. */
  public boolean hasRoot(byte[] root) {
    return Base64.getEncoder().encodeToString(root).equals(this.root);
  }

  /** The one with the smallest tree that holds {@code position}: the first that was made of it. */
  public static Optional<MadeCheckpoint> covering(List<MadeCheckpoint> made, long position) {
    return made.stream()
        .filter(checkpoint -> checkpoint.position >= position)
        .min(Comparator.comparingLong(MadeCheckpoint::groups));
  }
}
