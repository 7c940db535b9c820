package qts.verify;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The state of a journal's tree at one moment, as a note in the form of C2SP tlog-checkpoint.
 *
 * @param size how many groups the tree has
 * @param position the last record in them
 * @param time when it was made, RFC 3339
 */
record Checkpoint(
    SignedNote note,
    String origin,
    long size,
    Hash root,
    String journalId,
    long position,
    String time) {
  private static final String NUMBER = "(0|[1-9][0-9]{0,17})";
  private static final Pattern FORM =
      Pattern.compile(
          "(?<origin>\\S+)\n(?<size>"
              + NUMBER
              + ")\n(?<root>\\S+)\njournal (?<journal>[0-9a-f-]{36})\nposition (?<position>"
              + NUMBER
              + ")\ntime (?<time>[0-9TZ:.-]+)\n");

  /** Reads the checkpoint in a note; empty when it is another note. */
  static Optional<Checkpoint> of(SignedNote note) {
    Matcher form = FORM.matcher(note.text());
    if (!form.matches()) {
      return Optional.empty();
    }
    return Text64.hash(form.group("root"))
        .map(root ->
            new Checkpoint(
                note,
                form.group("origin"),
                Long.parseLong(form.group("size")),
                root,
                form.group("journal"),
                Long.parseLong(form.group("position")),
                form.group("time")));
  }

  boolean isSignedByOneOf(List<VerifierKey> keys) {
    return keys.stream().anyMatch(key -> key.name().equals(origin) && key.signed(note));
  }
}
