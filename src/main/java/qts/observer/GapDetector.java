package qts.observer;

import org.jspecify.annotations.Nullable;

/**
 * Finds the silences of symbols and sources by the times of their snapshots. One record for one
 * silence: when a source comes back, its symbols come back one by one, and none of them is reported
 * for the time in which the source itself was silent. A source that comes back in a new session is
 * reported when a symbol it served before shows that it was missed. Time that runs backwards makes
 * no gap.
 */
final class GapDetector {
  /** More names of sources than the contract knows. */
  private static final int MAX_SOURCE_NAMES = 64;

  private final RecentTable<LatestTime> names = new RecentTable<>(MAX_SOURCE_NAMES);
  private final RecentTable<SourceState> sources;
  private final TextKey probe = new TextKey();

  GapDetector(int maxSources) {
    this.sources = new RecentTable<>(maxSources);
  }

  /**
   * Takes in an accepted snapshot.
   *
   * @param symbol the state of its symbol, null when it has none
   * @return the silence of the symbol that this snapshot ends, in milliseconds of trading time; of
   *     the source when the symbol is new or there is none; 0 when it is too short for a gap
   */
  long see(ScannedSnapshot snapshot, @Nullable SymbolState symbol, GapListener listener) {
    long now = snapshot.timestampMillis();
    SourceState source = source(snapshot, now);
    long silence = reportSource(snapshot, source, now, listener);
    if (symbol != null) {
      if (symbol.latest.isKnown()) {
        silence = reportSymbol(snapshot, source, symbol, listener);
      }
      symbol.latest.see(now);
      source.serve(symbol.calendar);
    }
    source.latest.see(now);
    source.latestOfAllSessions.see(now);
    return silence;
  }

  /** How many sessions were forgotten at the limit. */
  long evicted() {
    return sources.evicted();
  }

  private SourceState source(ScannedSnapshot snapshot, long now) {
    SourceState known = sources.find(probe.set(snapshot, Field.SOURCE, Field.SESSION_ID));
    if (known != null) {
      return known;
    }
    LatestTime allSessions = allSessions(snapshot);
    SourceState state = new SourceState(allSessions);
    if (allSessions.until(now) >= Gap.MINOR_MILLIS) {
      state.rememberSilence(allSessions.millis(), now, false);
    }
    sources.add(probe.set(snapshot, Field.SOURCE, Field.SESSION_ID), state);
    return state;
  }

  private LatestTime allSessions(ScannedSnapshot snapshot) {
    LatestTime known = names.find(probe.set(snapshot, Field.SOURCE));
    if (known != null) {
      return known;
    }
    LatestTime latest = new LatestTime();
    names.add(probe, latest);
    return latest;
  }

  private static long reportSource(
      ScannedSnapshot snapshot, SourceState source, long now, GapListener listener) {
    if (source.latest.until(now) < Gap.MINOR_MILLIS) {
      return 0;
    }
    long start = source.latest.millis();
    TradingCalendar hours = source.busiest(start, now);
    long silence = hours.openMillis(start, now);
    if (silence < Gap.MINOR_MILLIS) {
      return 0;
    }
    source.rememberSilence(start, now, true);
    listener.onGap(Gap.ofSource(snapshot, start, now, hours));
    return silence;
  }

  private static long reportSymbol(
      ScannedSnapshot snapshot, SourceState source, SymbolState symbol, GapListener listener) {
    long now = snapshot.timestampMillis();
    if (symbol.latest.until(now) < Gap.MINOR_MILLIS) {
      return 0;
    }
    long start = symbol.latest.millis();
    long silence = symbol.calendar.openMillis(start, now);
    if (silence < Gap.MINOR_MILLIS) {
      return 0;
    }
    if (!source.explains(start, now, symbol.calendar)) {
      listener.onGap(Gap.ofSymbol(snapshot, start, symbol.calendar));
    } else if (!source.isSilenceReported()) {
      reportRemembered(snapshot, source, symbol.calendar, listener);
    }
    return silence;
  }

  private static void reportRemembered(
      ScannedSnapshot snapshot, SourceState source, TradingCalendar hours, GapListener listener) {
    long start = source.silenceStart();
    long end = source.silenceEnd();
    source.rememberSilence(start, end, true);
    listener.onGap(Gap.ofSource(snapshot, start, end, hours));
  }
}
