package qts.observer;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** What is remembered of the accepted snapshots of one source in one session. */
final class SourceState {
  private static final TradingCalendar ALWAYS = TradingCalendar.alwaysOpen(ZoneId.of("UTC"));

  final LatestTime latest = new LatestTime();

  /** The latest time of the source in any session. */
  final LatestTime latestOfAllSessions;

  private final List<TradingCalendar> calendars = new ArrayList<>(1);
  private long silenceStart;
  private long silenceEnd;
  private boolean silenceReported = true;

  SourceState(LatestTime latestOfAllSessions) {
    this.latestOfAllSessions = latestOfAllSessions;
  }

  /** The source served a symbol that trades by this calendar. */
  void serve(TradingCalendar calendar) {
    if (!calendars.contains(calendar)) {
      calendars.add(calendar);
    }
  }

  /**
   * Of the calendars served, the one that was open longest in {@code [from, to)}: while any of its
   * markets trades, a source is expected to speak.
   */
  TradingCalendar busiest(long from, long to) {
    TradingCalendar busiest = ALWAYS;
    long most = -1;
    for (TradingCalendar each : calendars) {
      long open = each.openMillis(from, to);
      if (open > most) {
        busiest = each;
        most = open;
      }
    }
    return busiest;
  }

  /** Remembers the last silence, and whether it is in the record already. */
  void rememberSilence(long start, long end, boolean reported) {
    silenceStart = start;
    silenceEnd = end;
    silenceReported = reported;
  }

  /**
   * Whether the silence of a symbol over {@code [from, to)} is the last silence of the source
   * itself: a gap of it lies inside, and no other gap beside.
   */
  boolean explains(long from, long to, TradingCalendar calendar) {
    long start = Math.max(from, silenceStart);
    long end = Math.min(to, silenceEnd);
    return start < end
        && calendar.openMillis(start, end) >= Gap.MINOR_MILLIS
        && calendar.openMillis(from, start) + calendar.openMillis(end, to) < Gap.MINOR_MILLIS;
  }

  long silenceStart() {
    return silenceStart;
  }

  long silenceEnd() {
    return silenceEnd;
  }

  boolean isSilenceReported() {
    return silenceReported;
  }
}
