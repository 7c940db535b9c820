package qts.runtime.query;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Pattern;

/** A moment as a query names it: ISO 8601 with an offset, or epoch milliseconds. */
public final class QueryTime {
  private static final Pattern MILLIS = Pattern.compile("-?[0-9]{1,17}");
  private static final Pattern LOST_PLUS = Pattern.compile(" (?=[0-9]{2}:?[0-9]{2}$)");
  private static final int NANOS_PER_MILLI = 1_000_000;

  private QueryTime() {}

  /**
   * The first whole epoch millisecond that is not before the moment. An offset whose plus sign
   * became a space on its way through a URL is understood.
   */
  public static long millis(String parameter, String text) throws InvalidQueryException {
    if (MILLIS.matcher(text).matches()) {
      return Long.parseLong(text);
    }
    try {
      String iso = LOST_PLUS.matcher(text).replaceFirst("+");
      Instant moment = OffsetDateTime.parse(iso).toInstant();
      return moment.plusNanos(NANOS_PER_MILLI - 1L).toEpochMilli();
    } catch (DateTimeException notIso) {
      throw new InvalidQueryException(
          parameter,
          "'%s' is neither a time with offset like 2026-01-11T09:03:12.417+09:00 nor epoch"
                  .formatted(text)
              + " milliseconds like 1768089792417");
    }
  }
}
