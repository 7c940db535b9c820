package qts.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The spelling of times, against the calendar of the Java runtime. */
class IsoTimeTest {
  private static final DateTimeFormatter SPELLING =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS");
  private static final long FIRST = millis(LocalDateTime.of(0, 1, 1, 0, 0));
  private static final long LAST = millis(LocalDateTime.of(9999, 12, 31, 23, 59)) + 59_999;

  @Tag("exhaustive")
  @Test
  void everyDayIsSpelledAndReadAsTheCalendarSays() {
    for (long millis = FIRST + 12_345; millis <= LAST; millis += 86_400_000L + 1_234_567) {
      check(millis);
    }
  }

  @Test
  void theEndsOfMonthsYearsAndCenturiesAreSpelledAsTheCalendarSays() {
    for (int year :
        List.of(0, 1, 4, 99, 100, 400, 1600, 1900, 1969, 1970, 2000, 2024, 2100, 9999)) {
      for (int month = 1; month <= 12; month++) {
        long first = millis(LocalDateTime.of(year, month, 1, 0, 0));
        check(first);
        check(Math.max(FIRST, first - 1));
      }
    }
    check(FIRST);
    check(LAST);
  }

  @Test
  void onlyFourDigitsOfAYearCanBeSpelled() {
    assertThat(
            List.of(
                IsoTime.canWrite(FIRST - 1),
                IsoTime.canWrite(FIRST),
                IsoTime.canWrite(LAST),
                IsoTime.canWrite(LAST + 1)))
        .containsExactly(false, true, true, false);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-01-01T00:00:00.000",
        "2026-12-31T23:59:59.999",
        "2024-02-29T12:00:00.000",
        "2000-02-29T12:00:00.000",
        "2026-04-30T12:00:00.000",
        "2026-06-30T12:00:00.000",
        "2026-09-30T12:00:00.000",
        "2026-11-30T12:00:00.000",
        "0000-02-29T12:00:00.000"
      })
  void aTimeThatExistsIsWellFormed(String time) {
    assertThat(isWellFormed(time)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-00-01T00:00:00.000",
        "2026-13-01T00:00:00.000",
        "2026-01-00T00:00:00.000",
        "2026-01-32T00:00:00.000",
        "2026-02-29T00:00:00.000",
        "1900-02-29T00:00:00.000",
        "2024-02-30T00:00:00.000",
        "2026-04-31T00:00:00.000",
        "2026-06-31T00:00:00.000",
        "2026-09-31T00:00:00.000",
        "2026-11-31T00:00:00.000",
        "2026-01-01T24:00:00.000",
        "2026-01-01T00:60:00.000",
        "2026-01-01T00:00:60.000",
        "2026-01-01 00:00:00.000",
        "2026/01-01T00:00:00.000",
        "2026-01-01T00:00:00,000",
        "2026-01-01T00:00:00.00Z",
        "2026-01-01T00:00:00.00/",
        "2026-01-01T00:00:00.00:"
      })
  void aTimeThatDoesNotExistOrIsSpelledOtherwiseIsNot(String time) {
    assertThat(isWellFormed(time)).isFalse();
  }

  private static boolean isWellFormed(String time) {
    return IsoTime.isWellFormed((".." + time + "+09:00").getBytes(US_ASCII), 2);
  }

  private static void check(long millis) {
    String expected =
        LocalDateTime.ofEpochSecond(
                Math.floorDiv(millis, 1000L),
                (int) Math.floorMod(millis, 1000L) * 1_000_000,
                ZoneOffset.UTC)
            .format(SPELLING);
    byte[] written = new byte[IsoTime.LENGTH + 1];
    IsoTime.writeLocal(millis, written, 1);
    String spelled = new String(written, 1, IsoTime.LOCAL_LENGTH, US_ASCII);
    if (!spelled.equals(expected)
        || !IsoTime.isWellFormed(written, 1)
        || IsoTime.localMillis(written, 1) != millis) {
      assertThat(spelled + " is " + IsoTime.localMillis(written, 1))
          .isEqualTo(expected + " is " + millis);
    }
  }

  private static long millis(LocalDateTime time) {
    return time.toInstant(ZoneOffset.UTC).toEpochMilli();
  }
}
