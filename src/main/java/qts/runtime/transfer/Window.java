package qts.runtime.transfer;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A length of time that divides a day.
 *
 * @param minutes its length
 */
public record Window(int minutes) {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,4})([mhd])");
  private static final int DAY = 24 * 60;
  private static final long MINUTE_MILLIS = 60_000;

  public Window {
    if (minutes < 1 || DAY % minutes != 0) {
      throw new IllegalArgumentException(
          "a window of " + minutes + " minutes does not divide a day");
    }
  }

  /**
   * Reads {@code 15m}, {@code 1h}, {@code 1d}.
   *
   * @throws IllegalArgumentException when it is no such length
   */
  public static Window parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException("'" + text + "' is no window like 15m, 1h or 1d");
    }
    int unit =
        switch (form.group(2)) {
          case "m" -> 1;
          case "h" -> 60;
          default -> DAY;
        };
    return new Window(Integer.parseInt(form.group(1)) * unit);
  }

  /** When the window begins that holds a moment; both in epoch milliseconds. */
  long begin(long epochMillis) {
    long length = minutes * MINUTE_MILLIS;
    return Math.floorDiv(epochMillis, length) * length;
  }
}
