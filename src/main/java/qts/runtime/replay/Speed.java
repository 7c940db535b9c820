package qts.runtime.replay;

/**
 * How fast a file is sent.
 *
 * @param factor how much faster than it happened; 0 for as fast as the service answers
 */
public record Speed(double factor) {
  public static final Speed MAX = new Speed(0);

  /**
   * Reads {@code max}, {@code 1x}, {@code 100x}.
   *
   * @throws IllegalArgumentException when it is none of these
   */
  public static Speed parse(String text) {
    if (text.equals("max")) {
      return MAX;
    }
    if (!text.matches("[0-9]{1,6}(\\.[0-9]{1,3})?x") || text.matches("[0.]+x")) {
      throw new IllegalArgumentException(
          "'" + text + "' is neither max nor a factor like 1x or 100x");
    }
    return new Speed(Double.parseDouble(text.substring(0, text.length() - 1)));
  }

  boolean isMax() {
    return factor == 0;
  }

  /**
   * How long after the first an input that happened {@code eventMillis} later is due, nanoseconds.
   */
  public long dueNanos(long eventMillis) {
    return isMax() ? 0 : (long) (eventMillis / factor * 1_000_000);
  }
}
