package qts.observer;

/**
 * Where and why the last scan of a document stopped. A reusable note: it costs nothing until a
 * finding is made of it.
 */
final class Fault {
  /** What every method that scans answers instead of a position when it stopped. */
  static final int STOPPED = -1;

  private static final int SNIPPET = 24;

  private String rule = "";
  private String reason = "";
  private String limit = "";
  private int at;
  private int end;

  /** Notes that {@code bytes[at, end)} breaks {@code rule}. */
  int stop(String rule, String reason, String limit, int at, int end) {
    this.rule = rule;
    this.reason = reason;
    this.limit = limit;
    this.at = at;
    this.end = end;
    return STOPPED;
  }

  /** Notes that something else than {@code expected} stands at {@code at}. */
  int syntax(String expected, int at) {
    return stop(Rules.JSON_SYNTAX, expected, "", at, at + SNIPPET);
  }

  /**
   * The noted fault of the document {@code bytes[from, to)} as a finding. Positions in it count
   * bytes from {@code from}.
   */
  Finding finding(byte[] bytes, int from, int to, String path) {
    int stop = Math.min(end, to);
    return switch (rule) {
      case Rules.JSON_SYNTAX ->
          new Finding(rule, path, syntaxReason(from, to), limit, Excerpt.of(bytes, at, stop));
      case Rules.JSON_UTF8 ->
          new Finding(rule, path, positioned(from), limit, Excerpt.hex(bytes, at, stop));
      default -> new Finding(rule, path, positioned(from), limit, Excerpt.of(bytes, at, stop));
    };
  }

  private String syntaxReason(int from, int to) {
    return at >= to
        ? "Not JSON: the input ends at byte %d, expected %s.".formatted(at - from, reason)
        : "Not JSON at byte %d: expected %s.".formatted(at - from, reason);
  }

  private String positioned(int from) {
    return "%s (at byte %d).".formatted(reason, at - from);
  }
}
