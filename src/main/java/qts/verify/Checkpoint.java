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
 * @param chain the hash of the frame of the last group; empty in those of earlier programs
 * @param time when it was made, RFC 3339
 */
record Checkpoint(
    String origin,
    long size,
    Hash root,
    String journalId,
    long position,
    Optional<Hash> chain,
    String time) {
  private static final String NUMBER = "(0|[1-9][0-9]{0,17})";
  private static final Pattern FORM =
      Pattern.compile(
          "(?<origin>\\S+)\n(?<size>"
              + NUMBER
              + ")\n(?<root>\\S+)\njournal (?<journal>[0-9a-f-]{36})\nposition (?<position>"
              + NUMBER
              + ")\n(chain (?<chain>\\S+)\n)?time (?<time>[0-9TZ:.-]+)\n");

  /** Reads the checkpoint in the text of a note; empty when it is another text. */
  static Optional<Checkpoint> of(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    Optional<Hash> root = Text64.hash(form.group("root"));
    Optional<String> chain = Optional.ofNullable(form.group("chain"));
    Optional<Hash> hash = chain.flatMap(Text64::hash);
    return root.isEmpty() || chain.isPresent() != hash.isPresent()
        ? Optional.empty()
        : Optional.of(of(form, root.get(), hash));
  }

  /** Of many, origin and journal are kept once. */
  private static Checkpoint of(Matcher form, Hash root, Optional<Hash> chain) {
    return new Checkpoint(
        form.group("origin").intern(),
        Long.parseLong(form.group("size")),
        root,
        form.group("journal").intern(),
        Long.parseLong(form.group("position")),
        chain,
        form.group("time"));
  }
}
