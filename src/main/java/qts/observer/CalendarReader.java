package qts.observer;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import qts.observer.TradingCalendar.Session;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads {@link Calendars} from JSON, strictly: what is not understood is an error with its key. */
final class CalendarReader {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  private static final List<String> KEYS =
      List.of("zone", "days", "sessions", "holidays", "half_days");
  private static final Pattern SESSION =
      Pattern.compile("([01]\\d|2[0-3]):([0-5]\\d)-(?:([01]\\d|2[0-3]):([0-5]\\d)|24:00)");

  private CalendarReader() {}

  static Calendars read(String json, Calendars defaults) {
    JsonNode tree;
    try {
      tree = JSON.readTree(json);
    } catch (JacksonException e) {
      throw new CalendarFormatException(
          "", "the calendars are not JSON: " + e.getOriginalMessage() + at(e));
    }
    return read(tree, defaults);
  }

  static Calendars read(JsonNode tree, Calendars defaults) {
    requireKeys("", tree, List.of("markets"));
    Map<String, TradingCalendar> markets = new HashMap<>(defaults.markets());
    JsonNode listed = tree.path("markets");
    if (!listed.isMissingNode()) {
      for (Map.Entry<String, JsonNode> market : entries("markets", listed)) {
        String key = "markets." + market.getKey();
        markets.put(market.getKey(), market(key, market.getValue(), markets.get(market.getKey())));
      }
    }
    return new Calendars(markets);
  }

  private static TradingCalendar market(
      String key, JsonNode node, @Nullable TradingCalendar builtIn) {
    requireKeys(key, node, KEYS);
    if (builtIn == null) {
      require(key, node, "zone");
      require(key, node, "sessions");
    }
    TradingCalendar base = builtIn == null ? blank() : builtIn;
    return new TradingCalendar(
        node.has("zone") ? zone(key + ".zone", node.path("zone")) : base.zone(),
        node.has("days") ? days(key + ".days", node.path("days")) : base.days(),
        node.has("sessions") ? sessions(key + ".sessions", node.path("sessions")) : base.sessions(),
        node.has("holidays") ? dates(key + ".holidays", node.path("holidays")) : base.holidays(),
        node.has("half_days")
            ? halfDays(key + ".half_days", node.path("half_days"))
            : base.specialDays());
  }

  private static TradingCalendar blank() {
    return new TradingCalendar(ZoneId.of("UTC"), Calendars.WEEKDAYS, List.of(), Set.of(), Map.of());
  }

  private static ZoneId zone(String key, JsonNode node) {
    String name = text(key, node);
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      throw new CalendarFormatException(
          key, '"' + name + "\" is no time zone; write one like Asia/Seoul");
    }
  }

  private static Set<DayOfWeek> days(String key, JsonNode node) {
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    int i = 0;
    for (JsonNode each : elements(key, node)) {
      String at = key + '[' + i++ + ']';
      String name = text(at, each);
      DayOfWeek day =
          Arrays.stream(DayOfWeek.values())
              .filter(one -> one.name().equals(name))
              .findFirst()
              .orElseThrow(() ->
                  new CalendarFormatException(
                      at, '"' + name + "\" is no day; write one like MONDAY"));
      days.add(day);
    }
    return days;
  }

  private static List<Session> sessions(String key, JsonNode node) {
    List<Session> sessions = new ArrayList<>();
    int i = 0;
    for (JsonNode each : elements(key, node)) {
      String at = key + '[' + i++ + ']';
      Session session = session(at, text(at, each));
      if (!sessions.isEmpty() && session.startMinute() < sessions.getLast().endMinute()) {
        throw new CalendarFormatException(at, "begins before the session listed before it ends");
      }
      sessions.add(session);
    }
    if (!sessions.isEmpty()
        && sessions.getLast().endMinute() - TradingCalendar.DAY_MINUTES
            > sessions.getFirst().startMinute()) {
      throw new CalendarFormatException(
          key, "the last session ends after the first of the next day begins");
    }
    return sessions;
  }

  private static Session session(String key, String text) {
    Matcher matcher = SESSION.matcher(text);
    if (!matcher.matches()) {
      throw new CalendarFormatException(
          key, '"' + text + "\" is no session; write one like 09:00-15:30");
    }
    int start = minute(matcher.group(1), matcher.group(2));
    int end =
        matcher.group(3) == null
            ? TradingCalendar.DAY_MINUTES
            : minute(matcher.group(3), matcher.group(4));
    return new Session(start, end <= start ? end + TradingCalendar.DAY_MINUTES : end);
  }

  private static int minute(String hours, String minutes) {
    return Integer.parseInt(hours) * 60 + Integer.parseInt(minutes);
  }

  private static Set<LocalDate> dates(String key, JsonNode node) {
    Set<LocalDate> dates = new HashSet<>();
    int i = 0;
    for (JsonNode each : elements(key, node)) {
      String at = key + '[' + i++ + ']';
      dates.add(date(at, text(at, each)));
    }
    return dates;
  }

  private static Map<LocalDate, List<Session>> halfDays(String key, JsonNode node) {
    Map<LocalDate, List<Session>> halfDays = new HashMap<>();
    for (Map.Entry<String, JsonNode> day : entries(key, node)) {
      String at = key + '.' + day.getKey();
      halfDays.put(date(at, day.getKey()), sessions(at, day.getValue()));
    }
    return halfDays;
  }

  private static LocalDate date(String key, String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw new CalendarFormatException(
          key, '"' + text + "\" is no date; write one like 2026-01-01");
    }
  }

  private static String text(String key, JsonNode node) {
    if (!node.isString()) {
      throw new CalendarFormatException(key, "must be a string");
    }
    return node.stringValue();
  }

  private static Collection<JsonNode> elements(String key, JsonNode node) {
    if (!node.isArray()) {
      throw new CalendarFormatException(key, "must be a list of strings");
    }
    return node.values();
  }

  private static Set<Map.Entry<String, JsonNode>> entries(String key, JsonNode node) {
    if (!node.isObject()) {
      throw new CalendarFormatException(key, "must be an object");
    }
    return node.properties();
  }

  private static void requireKeys(String key, JsonNode node, List<String> allowed) {
    for (Map.Entry<String, JsonNode> entry : entries(key, node)) {
      if (!allowed.contains(entry.getKey())) {
        String at = key.isEmpty() ? entry.getKey() : key + '.' + entry.getKey();
        throw new CalendarFormatException(
            at, "unknown key; known are " + String.join(", ", allowed));
      }
    }
  }

  private static void require(String key, JsonNode node, String name) {
    if (!node.has(name)) {
      throw new CalendarFormatException(
          key + '.' + name, "is missing; a market that is not built in needs it");
    }
  }

  private static String at(JacksonException e) {
    return e.getLocation() == null
        ? ""
        : " (line "
            + e.getLocation().getLineNr()
            + ", column "
            + e.getLocation().getColumnNr()
            + ')';
  }
}
