package qts.decision;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;

/** Times as they stand in records: ISO-8601 with offset, at least to the millisecond. */
final class IsoTime {
  private static final DateTimeFormatter ANY =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 3, 9, true)
          .appendOffsetId()
          .toFormatter(Locale.ROOT);

  private static final int NANOS_PER_MILLI = 1_000_000;
  private static final int LENGTH = "2026-01-11T00:03:12.417Z".length();

  private IsoTime() {}

  /** Times of the recorder are in UTC to the millisecond; they are written without a formatter. */
  static String text(OffsetDateTime time) {
    boolean isUsual =
        time.getOffset().equals(ZoneOffset.UTC)
            && time.getNano() % NANOS_PER_MILLI == 0
            && time.getYear() >= 0
            && time.getYear() <= 9_999;
    return isUsual ? usual(time) : ANY.format(time);
  }

  private static String usual(OffsetDateTime time) {
    StringBuilder text = new StringBuilder(LENGTH);
    digits(text, time.getYear(), 4).append('-');
    digits(text, time.getMonthValue(), 2).append('-');
    digits(text, time.getDayOfMonth(), 2).append('T');
    digits(text, time.getHour(), 2).append(':');
    digits(text, time.getMinute(), 2).append(':');
    digits(text, time.getSecond(), 2).append('.');
    return digits(text, time.getNano() / NANOS_PER_MILLI, 3).append('Z').toString();
  }

  private static StringBuilder digits(StringBuilder text, int value, int count) {
    int power = 1;
    for (int i = 1; i < count; i++) {
      power *= 10;
    }
    for (int left = value; power > 0; left %= power, power /= 10) {
      text.append((char) ('0' + left / power));
    }
    return text;
  }
}
