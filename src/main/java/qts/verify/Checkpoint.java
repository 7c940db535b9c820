package qts.verify;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The state of a journal's tree at one moment, as a note in the form of C2SP tlog-checkpoint says
 * it: two that are equal have the same text.
 *
 * @param size how many groups the tree has
 * @param position the last record in them
 * @param time when it was made, RFC 3339
 */
record Checkpoint(
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

  /** Reads the checkpoint in the text of a note; empty when it is another text. */
  static Optional<Checkpoint> of(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    return Text64.hash(form.group("root")).map(root -> of(form, root));
  }

  /** Of many, origin and journal are kept once. */
  private static Checkpoint of(Matcher form, Hash root) {
    return new Checkpoint(
        form.group("origin").intern(),
        Long.parseLong(form.group("size")),
        root,
        form.group("journal").intern(),
        Long.parseLong(form.group("position")),
        form.group("time"));
  }
}
