package qts.decision;

import java.nio.charset.StandardCharsets;
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
    byte[] text = new byte[LENGTH];
    two(text, 0, time.getYear() / 100, '0');
    two(text, 2, time.getYear() % 100, '-');
    two(text, 5, time.getMonthValue(), '-');
    two(text, 8, time.getDayOfMonth(), 'T');
    two(text, 11, time.getHour(), ':');
    two(text, 14, time.getMinute(), ':');
    two(text, 17, time.getSecond(), '.');
    int millis = time.getNano() / NANOS_PER_MILLI;
    two(text, 20, millis / 10, (char) ('0' + millis % 10));
    text[LENGTH - 1] = 'Z';
    return new String(text, StandardCharsets.ISO_8859_1);
  }

  /** Two digits and what stands behind them. */
  private static void two(byte[] text, int at, int value, char behind) {
    text[at] = (byte) ('0' + value / 10);
    text[at + 1] = (byte) ('0' + value % 10);
    text[at + 2] = (byte) behind;
  }
}
