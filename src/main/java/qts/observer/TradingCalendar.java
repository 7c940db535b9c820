package qts.observer;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * When a market trades: sessions of local time on some days of the week, no session on holidays,
 * other sessions on single days. Immutable to the outside and safe for any thread.
 */
public final class TradingCalendar {
  /**
   * The longest stretch that is counted, in days: of a longer one only the beginning, which is far
   * beyond every limit, so that no pair of times can make counting expensive.
   */
  static final int MAX_DAYS = 400;

  static final int DAY_MINUTES = 24 * 60;

  private static final Session WHOLE_DAY = new Session(0, DAY_MINUTES);

  /**
   * One stretch of trading, in minutes of local time after the midnight that begins its day.
   *
   * @param startMinute from 0, below 1440
   * @param endMinute exclusive, after the start; beyond 1440 the session ends on the next day
   */
  public record Session(int startMinute, int endMinute) {
    public Session {
      if (startMinute < 0 || startMinute >= DAY_MINUTES) {
        throw new IllegalArgumentException("a session can't start at minute " + startMinute);
      }
      if (endMinute <= startMinute || endMinute > startMinute + DAY_MINUTES) {
        throw new IllegalArgumentException(
            "a session from minute " + startMinute + " can't end at minute " + endMinute);
      }
    }
  }

  private record Stretch(long from, long to) {}

  private final ZoneId zone;
  private final Set<DayOfWeek> days;
  private final List<Session> sessions;
  private final Set<LocalDate> holidays;
  private final Map<LocalDate, List<Session>> specialDays;
  private final boolean alwaysOpen;

  /** The session found last: neighbouring silences nearly always lie in one. A benign race. */
  private volatile Stretch recent = new Stretch(0, 0);

  /**
   * A calendar of these parts.
   *
   * @param zone where the market's clock hangs
   * @param days the days of the week with sessions
   * @param sessions the sessions of such a day, in order and apart from each other
   * @param holidays days without a session
   * @param specialDays days with sessions of their own, for example half days; they win over the
   *     rest
   */
  public TradingCalendar(
      ZoneId zone,
      Set<DayOfWeek> days,
      List<Session> sessions,
      Set<LocalDate> holidays,
      Map<LocalDate, List<Session>> specialDays) {
    this.zone = zone;
    this.days = Set.copyOf(days);
    this.sessions = List.copyOf(sessions);
    this.holidays = Set.copyOf(holidays);
    this.specialDays = Map.copyOf(specialDays);
    this.alwaysOpen =
        sessions.equals(List.of(WHOLE_DAY))
            && days.size() == DayOfWeek.values().length
            && holidays.isEmpty()
            && specialDays.isEmpty();
  }

  /** A market that never closes; its dates are those of {@code zone}. */
  public static TradingCalendar alwaysOpen(ZoneId zone) {
    return new TradingCalendar(
        zone, EnumSet.allOf(DayOfWeek.class), List.of(WHOLE_DAY), Set.of(), Map.of());
  }

  public ZoneId zone() {
    return zone;
  }

  public Set<DayOfWeek> days() {
    return days;
  }

  public List<Session> sessions() {
    return sessions;
  }

  public Set<LocalDate> holidays() {
    return holidays;
  }

  public Map<LocalDate, List<Session>> specialDays() {
    return specialDays;
  }

  /**
   * For how many milliseconds of {@code [from, to)} the market was open. Of more than {@link
   * #MAX_DAYS} days only the first are counted.
   */
  public long openMillis(long from, long to) {
    if (alwaysOpen) {
      return to - from;
    }
    Stretch session = recent;
    if (from >= session.from && to <= session.to) {
      return to - from;
    }
    return stretches(from, to).stream().mapToLong(each -> each.to - each.from).sum();
  }

  /** The local date of the first open moment in {@code [from, to)}, or else of {@code from}. */
  public LocalDate firstOpenDay(long from, long to) {
    List<Stretch> open = stretches(from, to);
    return dateOf(open.isEmpty() ? from : open.getFirst().from);
  }

  /** The open parts of {@code [from, to)}, in order. */
  private List<Stretch> stretches(long from, long to) {
    List<Stretch> open = new ArrayList<>();
    LocalDate last = lastDay(from, to);
    long begin = from;
    for (LocalDate day = dateOf(from).minusDays(1); !day.isAfter(last); day = day.plusDays(1)) {
      for (Session each : sessionsOn(day)) {
        Stretch session = stretch(day, each);
        if (begin < session.to && session.from < to) {
          open.add(new Stretch(Math.max(begin, session.from), Math.min(to, session.to)));
          begin = session.to;
          recent = session;
        }
      }
    }
    return open;
  }

  private List<Session> sessionsOn(LocalDate day) {
    List<Session> special = specialDays.get(day);
    if (special != null) {
      return special;
    }
    return days.contains(day.getDayOfWeek()) && !holidays.contains(day) ? sessions : List.of();
  }

  private Stretch stretch(LocalDate day, Session session) {
    return new Stretch(instant(day, session.startMinute), instant(day, session.endMinute));
  }

  private long instant(LocalDate day, int minute) {
    return day.plusDays(minute / DAY_MINUTES)
        .atTime(minute % DAY_MINUTES / 60, minute % 60)
        .atZone(zone)
        .toInstant()
        .toEpochMilli();
  }

  private LocalDate lastDay(long from, long to) {
    LocalDate most = dateOf(from).plusDays(MAX_DAYS);
    LocalDate last = dateOf(to);
    return last.isAfter(most) ? most : last;
  }

  private LocalDate dateOf(long millis) {
    return LocalDate.ofInstant(Instant.ofEpochMilli(millis), zone);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TradingCalendar that
        && (this == that
            || (zone.equals(that.zone)
                && days.equals(that.days)
                && sessions.equals(that.sessions)
                && holidays.equals(that.holidays)
                && specialDays.equals(that.specialDays)));
  }

  @Override
  public int hashCode() {
    return zone.hashCode() * 31 + sessions.hashCode();
  }
}
