package qts.runtime.question;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import qts.runtime.query.InvalidQueryException;
import qts.runtime.query.Parameters;

/**
 * Why was nothing done?
 *
 * @param at the moment as it is named
 * @param windowMillis how long before and after it counts as around it
 * @param limit how many records of the chain are shown
 */
record WhyNotQuery(String symbol, String at, long windowMillis, int limit) {
  /** A longer silence is a gap, so whatever a live feed does shows within this time. */
  static final long DEFAULT_WINDOW_MILLIS = 10_000;

  static final long MAX_WINDOW_MILLIS = 3_600_000;
  private static final int DEFAULT_LIMIT = 100;
  private static final int MAX_LIMIT = 1_000;
  private static final Set<String> NAMES =
      new TreeSet<>(Set.of("symbol", "at", "window_ms", "limit"));

  static WhyNotQuery parse(Map<String, List<String>> parameters) throws InvalidQueryException {
    Parameters given = new Parameters(parameters);
    given.refuseUnknown(NAMES);
    return new WhyNotQuery(
        required(given, "symbol"),
        required(given, "at"),
        window(given),
        given.limit(DEFAULT_LIMIT, MAX_LIMIT, ""));
  }

  private static String required(Parameters given, String name) throws InvalidQueryException {
    return given.text(name).orElseThrow(() -> new InvalidQueryException(name, "it must be given"));
  }

  private static long window(Parameters given) throws InvalidQueryException {
    String text = given.one("window_ms").orElse(Long.toString(DEFAULT_WINDOW_MILLIS));
    long millis = text.matches("[0-9]{1,7}") ? Long.parseLong(text) : 0;
    if (millis < 1 || millis > MAX_WINDOW_MILLIS) {
      throw new InvalidQueryException("window_ms", "it must be 1 to " + MAX_WINDOW_MILLIS);
    }
    return millis;
  }
}
