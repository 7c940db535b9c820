package qts.observer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import qts.observer.TradingCalendar.Session;

class TradingCalendarTest {
  private static final String CONFIGURED =
      """
      {"markets": {
        "KRX": {"holidays": ["2026-01-01"], "half_days": {"2026-11-19": ["10:00-15:30"]}},
        "US": {"holidays": ["2026-12-25"], "half_days": {"2026-12-24": ["09:30-13:00"]}},
        "TSE": {"zone": "Asia/Tokyo", "sessions": ["09:00-11:30", "12:30-15:30"]},
        "NIGHT": {"zone": "America/Chicago",
                  "days": ["SUNDAY", "MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY"],
                  "sessions": ["17:00-16:00"]},
        "SUNDAY": {"zone": "America/New_York", "days": ["SUNDAY"], "sessions": ["00:00-24:00"]}}}
      """;

  @ParameterizedTest(name = "{0} from {1} to {2}: {3}")
  @CsvSource({
    "KRX, 2026-01-12T09:00:00+09:00, 2026-01-12T15:30:00+09:00, PT6H30M",
    "KRX, 2026-01-12T08:59:59+09:00, 2026-01-12T09:00:10+09:00, PT10S",
    "KRX, 2026-01-12T15:29:50+09:00, 2026-01-12T18:00:00+09:00, PT10S",
    "KRX, 2026-01-12T15:29:50+09:00, 2026-01-13T09:00:05+09:00, PT15S",
    "KRX, 2026-01-12T15:30:00+09:00, 2026-01-13T09:00:00+09:00, PT0S",
    "KRX, 2026-01-16T15:29:00+09:00, 2026-01-19T09:01:00+09:00, PT2M",
    "KRX, 2025-12-31T15:29:00+09:00, 2026-01-02T09:01:00+09:00, PT2M",
    "KRX, 2026-11-19T09:00:00+09:00, 2026-11-19T10:00:07+09:00, PT7S",
    "US, 2026-03-06T15:59:00-05:00, 2026-03-09T09:31:00-04:00, PT2M",
    "US, 2026-03-09T08:29:00-05:00, 2026-03-09T08:31:00-05:00, PT1M",
    "US, 2026-10-30T15:59:00-04:00, 2026-11-02T09:31:00-05:00, PT2M",
    "US, 2026-12-24T12:59:00-05:00, 2026-12-28T09:31:00-05:00, PT2M",
    "NYSE, 2026-07-01T13:30:00Z, 2026-07-01T20:00:00Z, PT6H30M",
    "NASDAQ, 2026-12-01T14:30:00Z, 2026-12-01T21:00:00Z, PT6H30M",
    "UPBIT, 2026-01-17T00:00:00Z, 2026-01-19T00:00:00Z, PT48H",
    "nowhere, 2026-01-17T00:00:00Z, 2026-01-17T00:01:00Z, PT1M",
    "TSE, 2026-01-13T11:29:00+09:00, 2026-01-13T12:31:00+09:00, PT2M",
    "NIGHT, 2026-01-12T15:59:00-06:00, 2026-01-12T17:01:00-06:00, PT2M",
    "NIGHT, 2026-01-12T23:00:00-06:00, 2026-01-13T01:00:00-06:00, PT2H",
    "NIGHT, 2026-01-16T15:59:00-06:00, 2026-01-18T17:01:00-06:00, PT2M",
    "SUNDAY, 2026-03-08T00:00:00-05:00, 2026-03-09T00:00:00-04:00, PT23H",
    "SUNDAY, 2026-11-01T00:00:00-04:00, 2026-11-02T00:00:00-05:00, PT25H"
  })
  void onlyTradingTimeIsCounted(String market, String from, String to, Duration open) {
    TradingCalendar calendar = Calendars.parse(CONFIGURED).of(market);

    assertThat(Duration.ofMillis(calendar.openMillis(millis(from), millis(to)))).isEqualTo(open);
  }

  @Test
  void theAnswerIsTheSameWhateverWasAskedBefore() {
    TradingCalendar calendar = Calendars.defaults().of("KRX");
    long overnight = silence(calendar, "2026-01-12T15:29:50+09:00", "2026-01-13T09:00:05+09:00");
    long inSession = silence(calendar, "2026-01-13T10:00:00+09:00", "2026-01-13T10:00:30+09:00");

    assertThat(
            new long[] {
              overnight,
              inSession,
              silence(calendar, "2026-01-13T10:00:00+09:00", "2026-01-13T10:00:30+09:00"),
              silence(calendar, "2026-01-12T15:29:50+09:00", "2026-01-13T09:00:05+09:00")
            })
        .containsExactly(15_000, 30_000, 30_000, 15_000);
  }

  @Test
  void ofEndlessStretchesOnlyTheFirstDaysAreCounted() {
    TradingCalendar calendar = Calendars.defaults().of("KRX");

    assertThat(silence(calendar, "0001-01-01T00:00:00Z", "9999-12-31T00:00:00Z"))
        .isPositive()
        .isLessThan(Duration.ofDays(TradingCalendar.MAX_DAYS).toMillis());
  }

  @ParameterizedTest(name = "{0} from {1}: {3}")
  @CsvSource({
    "KRX, 2026-01-12T15:00:00+09:00, 2026-01-13T09:30:00+09:00, 2026-01-12",
    "KRX, 2026-01-12T18:00:00+09:00, 2026-01-13T09:30:00+09:00, 2026-01-13",
    "KRX, 2026-01-16T15:30:00+09:00, 2026-01-19T09:30:00+09:00, 2026-01-19",
    "KRX, 2026-01-17T10:00:00+09:00, 2026-01-17T11:00:00+09:00, 2026-01-17",
    "US, 2026-01-12T20:00:00Z, 2026-01-12T20:30:00Z, 2026-01-12",
    "UPBIT, 2026-01-12T20:00:00Z, 2026-01-12T20:30:00Z, 2026-01-13",
    "BITSTAMP, 2026-01-12T20:00:00Z, 2026-01-12T20:30:00Z, 2026-01-12"
  })
  void theDayOfASilenceIsTheLocalDateOfItsFirstOpenMoment(
      String market, String from, String to, String day) {
    assertThat(Calendars.defaults().of(market).firstOpenDay(millis(from), millis(to)))
        .hasToString(day);
  }

  @Test
  void aSessionMustLieWithinADay() {
    assertThatThrownBy(() -> new Session(1440, 1500)).hasMessageContaining("can't start");
    assertThatThrownBy(() -> new Session(600, 600)).hasMessageContaining("can't end");
    assertThatThrownBy(() -> new Session(600, 600 + 1441)).hasMessageContaining("can't end");
  }

  private static long silence(TradingCalendar calendar, String from, String to) {
    return calendar.openMillis(millis(from), millis(to));
  }

  private static long millis(String time) {
    return Instant.parse(time).toEpochMilli();
  }
}
