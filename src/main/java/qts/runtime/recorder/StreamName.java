package qts.runtime.recorder;

/** Where inputs come from: a source ({@code context.source}) within a session. */
public record StreamName(String source, String session) {

  /** The inverse of {@link #toString}. */
  public static StreamName parse(String text) {
    int at = text.indexOf('@');
    return at < 0
        ? new StreamName(text, "")
        : new StreamName(text.substring(0, at), text.substring(at + 1));
  }

  /**
   * As records name it. Sources that are accounted by their name have no at-sign (see {@link
   * StreamAccounts}), so this is unambiguous.
   */
  @Override
  public String toString() {
    return source + "@" + session;
  }
}
