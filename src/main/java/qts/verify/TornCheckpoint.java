package qts.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The beginning of a checkpoint, as an interrupted write leaves it: its first lines, the last of
 * them perhaps in part. Only the one form counts that the service writes.
 */
final class TornCheckpoint {
  private static final String NUMBER = "(0|[1-9][0-9]{0,17})";
  private static final String HASH = "[A-Za-z0-9+/]{43}=";
  private static final String ANY_HASH = "A".repeat(43) + "=";
  private static final List<Line> HEAD =
      List.of(
          new Line("qts-observer/[0-9a-f]{16}", "qts-observer/0000000000000000"),
          new Line(NUMBER, "0"),
          new Line(HASH, ANY_HASH),
          new Line("journal [0-9a-f-]{36}", "journal 00000000-0000-0000-0000-000000000000"),
          new Line("position " + NUMBER, "position 0"));
  private static final Line CHAIN = new Line("chain " + HASH, "chain " + ANY_HASH);
  private static final Line TIME =
      new Line("time [0-9TZ:.-]{1,40}", "time 2026-01-01T00:00:00.000Z");
  private static final Pattern PART_OF_SIGNATURE = Pattern.compile("[A-Za-z0-9+/]{0,91}");

  private final NoteLines lines;
  private final int from;
  private int at;

  /**
   * The form of a line.
   *
   * @param any one that has it
   */
  private record Line(Pattern form, String any) {
    Line(String form, String any) {
      this(Pattern.compile(form), any);
    }

    boolean isWhole(String text) {
      return form.matcher(text).matches();
    }

    /** Whether it begins like this and can be completed. */
    boolean isBegun(String text) {
      return text.length() < any.length() && isWhole(text + any.substring(text.length()));
    }
  }

  private TornCheckpoint(NoteLines lines, int from) {
    this.lines = lines;
    this.from = from;
    this.at = from;
  }

  /**
   * Where the beginning of a checkpoint ends that line {@code from} begins, which is not a whole
   * one; {@code from} itself when none begins there.
   */
  static int end(NoteLines lines, int from) {
    TornCheckpoint torn = new TornCheckpoint(lines, from);
    if (torn.takeText() && lines.isEmpty(torn.at)) {
      torn.at = lines.next(torn.at);
      torn.takeSignature();
    }
    return torn.at;
  }

  private boolean takeText() {
    for (Line line : HEAD) {
      if (!take(line)) {
        return false;
      }
    }
    boolean hasChain = lines.isFilled(at) && lines.text(at).startsWith("c");
    return (!hasChain || take(CHAIN)) && take(TIME);
  }

  /** Passes over a line of this form or the beginning of one; false when it ends there. */
  private boolean take(Line line) {
    if (!lines.isFilled(at)) {
      return false;
    }
    String text = lines.text(at);
    boolean whole = line.isWhole(text);
    boolean ended = lines.isEnded(at);
    if (whole || line.isBegun(text)) {
      at = lines.next(at);
    }
    return whole && ended;
  }

  /** Passes over a line when it is the beginning of the signature, and not all of it. */
  private void takeSignature() {
    if (!lines.isFilled(at)) {
      return;
    }
    byte[] found = lines.bytes(at);
    byte[] name = ("— " + lines.text(from) + " ").getBytes(UTF_8);
    int common = Math.min(found.length, name.length);
    String rest = new String(found, common, found.length - common, UTF_8);
    if (Arrays.equals(found, 0, common, name, 0, common)
        && PART_OF_SIGNATURE.matcher(rest).matches()) {
      at = lines.next(at);
    }
  }
}
