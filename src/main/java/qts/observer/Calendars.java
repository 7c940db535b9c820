package qts.observer;

import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * The {@link TradingCalendar} of every market, by the name snapshots give it in {@code
 * context.market}. A market that is not listed, or not named, is taken to trade around the clock.
 *
 * <p>The built-in ones: KRX 09:00 to 15:30 in Seoul; NYSE, NASDAQ and US 09:30 to 16:00 in New
 * York, Monday to Friday; UPBIT and BITHUMB (dates of Seoul), BITSTAMP and BINANCE (UTC) around the
 * clock. Holidays and half days come from configuration:
 *
 * <pre>{@code
 * {"markets": {
 *   "KRX": {"holidays": ["2026-02-16"], "half_days": {"2026-11-19": ["10:00-15:30"]}},
 *   "TSE": {"zone": "Asia/Tokyo", "days": ["MONDAY", "FRIDAY"],
 *           "sessions": ["09:00-11:30", "12:30-15:30"]}}}
 * }</pre>
 *
 * <p>What is left out for a built-in market stays as built in. A new market needs {@code zone} and
 * {@code sessions}; {@code days} are Monday to Friday unless given. A session that ends at or
 * before its start ends on the next day; {@code 00:00-24:00} is a whole day.
 *
 * @param markets calendars by name
 */
public record Calendars(Map<String, TradingCalendar> markets) {
  /** The days of the week of a market that names none. */
  static final Set<DayOfWeek> WEEKDAYS = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);

  private static final TradingCalendar UNKNOWN = TradingCalendar.alwaysOpen(ZoneId.of("UTC"));

  public Calendars {
    markets = Map.copyOf(markets);
  }

  public static Calendars defaults() {
    TradingCalendar seoul = weekdays("Asia/Seoul", 9 * 60, 15 * 60 + 30);
    TradingCalendar newYork = weekdays("America/New_York", 9 * 60 + 30, 16 * 60);
    TradingCalendar seoulCrypto = TradingCalendar.alwaysOpen(ZoneId.of("Asia/Seoul"));
    Map<String, TradingCalendar> markets = new HashMap<>();
    markets.put("KRX", seoul);
    List.of("NYSE", "NASDAQ", "US").forEach(name -> markets.put(name, newYork));
    List.of("UPBIT", "BITHUMB").forEach(name -> markets.put(name, seoulCrypto));
    List.of("BITSTAMP", "BINANCE").forEach(name -> markets.put(name, UNKNOWN));
    return new Calendars(markets);
  }

  /**
   * The defaults, changed and extended by a JSON text.
   *
   * @throws CalendarFormatException for what is not JSON, an unknown key or a value that can't be;
   *     it names the key
   */
  public static Calendars parse(String json) {
    return CalendarReader.read(json, defaults());
  }

  /**
   * The defaults, changed and extended by a JSON object.
   *
   * @throws CalendarFormatException for an unknown key or a value that can't be; it names the key
   */
  public static Calendars parse(JsonNode json) {
    return CalendarReader.read(json, defaults());
  }

  /** The calendar of a market; of one around the clock when it is not listed. */
  public TradingCalendar of(String market) {
    return markets.getOrDefault(market, UNKNOWN);
  }

  private static TradingCalendar weekdays(String zone, int startMinute, int endMinute) {
    return new TradingCalendar(
        ZoneId.of(zone),
        WEEKDAYS,
        List.of(new TradingCalendar.Session(startMinute, endMinute)),
        Set.of(),
        Map.of());
  }
}
