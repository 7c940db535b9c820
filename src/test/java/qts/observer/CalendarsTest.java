package qts.observer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import qts.observer.TradingCalendar.Session;
import tools.jackson.databind.json.JsonMapper;

class CalendarsTest {
  @Test
  void theBuiltInMarketsAreThese() {
    assertThat(Calendars.defaults().markets())
        .containsOnlyKeys("KRX", "NYSE", "NASDAQ", "US", "UPBIT", "BITHUMB", "BITSTAMP", "BINANCE");
  }

  @Test
  void whatIsLeftOutForABuiltInMarketStays() {
    TradingCalendar krx =
        Calendars.parse("{\"markets\":{\"KRX\":{\"holidays\":[\"2026-02-16\"]}}}").of("KRX");

    assertThat(krx)
        .isEqualTo(
            new TradingCalendar(
                ZoneId.of("Asia/Seoul"),
                Calendars.WEEKDAYS,
                List.of(new Session(540, 930)),
                Set.of(LocalDate.of(2026, 2, 16)),
                Map.of()));
  }

  @Test
  void aMarketOfOnesOwnIsReadWhole() {
    TradingCalendar market =
        Calendars.parse(
                """
                {"markets": {"XX": {"zone": "Asia/Tokyo", "days": ["MONDAY", "SUNDAY"],
                  "sessions": ["09:00-11:30", "22:00-02:00"], "holidays": ["2026-01-01"],
                  "half_days": {"2026-12-30": ["09:00-10:00"]}}}}
                """)
            .of("XX");

    assertThat(market)
        .isEqualTo(
            new TradingCalendar(
                ZoneId.of("Asia/Tokyo"),
                Set.of(DayOfWeek.MONDAY, DayOfWeek.SUNDAY),
                List.of(new Session(540, 690), new Session(1320, 1560)),
                Set.of(LocalDate.of(2026, 1, 1)),
                Map.of(LocalDate.of(2026, 12, 30), List.of(new Session(540, 600)))));
  }

  @Test
  void anObjectIsReadLikeItsText() {
    String json = "{\"markets\":{\"KRX\":{\"sessions\":[\"09:00-12:00\"]}}}";

    assertThat(Calendars.parse(new JsonMapper().readTree(json))).isEqualTo(Calendars.parse(json));
  }

  @Test
  void nothingConfiguredMeansTheDefaults() {
    assertThat(Calendars.parse("{}")).isEqualTo(Calendars.defaults());
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[] | must be an object",
        "{\"holidays\":[]} | holidays: unknown key; known are markets",
        "{\"markets\":[]} | markets: must be an object",
        "{\"markets\":{\"KRX\":{\"hours\":[]}}} | markets.KRX.hours: unknown key; known are zone, days, sessions, holidays, half_days",
        "{\"markets\":{\"XX\":{\"zone\":\"UTC\"}}} | markets.XX.sessions: is missing; a market that is not built in needs it",
        "{\"markets\":{\"KRX\":{\"zone\":\"Seoul\"}}} | markets.KRX.zone: \"Seoul\" is no time zone; write one like Asia/Seoul",
        "{\"markets\":{\"KRX\":{\"zone\":9}}} | markets.KRX.zone: must be a string",
        "{\"markets\":{\"KRX\":{\"days\":[\"MONDAY\",\"Mo\"]}}} | markets.KRX.days[1]: \"Mo\" is no day; write one like MONDAY",
        "{\"markets\":{\"KRX\":{\"sessions\":[\"9-15\"]}}} | markets.KRX.sessions[0]: \"9-15\" is no session; write one like 09:00-15:30",
        "{\"markets\":{\"KRX\":{\"sessions\":\"09:00-15:30\"}}} | markets.KRX.sessions: must be a list of strings",
        "{\"markets\":{\"KRX\":{\"sessions\":[\"09:00-12:00\",\"11:00-13:00\"]}}} | markets.KRX.sessions[1]: begins before the session listed before it ends",
        "{\"markets\":{\"KRX\":{\"sessions\":[\"01:00-02:00\",\"22:00-01:30\"]}}} | markets.KRX.sessions: the last session ends after the first of the next day begins",
        "{\"markets\":{\"KRX\":{\"holidays\":[\"2026-02-30\"]}}} | markets.KRX.holidays[0]: \"2026-02-30\" is no date; write one like 2026-01-01",
        "{\"markets\":{\"KRX\":{\"half_days\":{\"tomorrow\":[]}}}} | markets.KRX.half_days.tomorrow: \"tomorrow\" is no date; write one like 2026-01-01"
      })
  void whatCannotBeIsRefusedByItsKey(String json, String message) {
    assertThatExceptionOfType(CalendarFormatException.class)
        .isThrownBy(() -> Calendars.parse(json))
        .withMessage(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {"{\"markets\":", "{\"markets\":{},\"markets\":{}}", "{} {}", "``"})
  void whatIsNotOneJsonTextIsRefused(String text) {
    assertThatExceptionOfType(CalendarFormatException.class)
        .isThrownBy(() -> Calendars.parse(text))
        .satisfies(e -> assertThat(e.key()).isEmpty());
  }
}
