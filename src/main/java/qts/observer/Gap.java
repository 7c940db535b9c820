package qts.observer;

import java.time.LocalDate;

/**
 * A silence, as evidence: nothing is filled in. All times are those of the snapshots.
 *
 * @param scope whether one symbol was silent or everything from its source
 * @param severity by the time the market was open
 * @param startMillis the last snapshot before the silence, epoch milliseconds
 * @param endMillis the first snapshot after it, epoch milliseconds
 * @param silentMillis how much of the time between lies inside the market's trading hours
 * @param source {@code context.source} of the snapshot that ended the silence
 * @param session {@code meta.session_id} of that snapshot
 * @param market {@code context.market} of the symbol; empty when the scope is the source
 * @param symbol {@code context.symbol}; empty when the scope is the source
 * @param reason one sentence for a person
 * @param flaggedDay for a critical gap the ISO date, in the market's zone, on which the silence
 *     began; otherwise empty
 */
public record Gap(
    Scope scope,
    Severity severity,
    long startMillis,
    long endMillis,
    long silentMillis,
    String source,
    String session,
    String market,
    String symbol,
    String reason,
    String flaggedDay) {

  /** The shortest silence that is a gap. */
  public static final long MINOR_MILLIS = 10_000;

  /** The shortest silence that is a major gap. */
  public static final long MAJOR_MILLIS = 60_000;

  /** A silence longer than this is a critical gap. */
  public static final long CRITICAL_ABOVE_MILLIS = 300_000;

  /** What was silent. */
  public enum Scope {
    SYMBOL,
    SOURCE
  }

  /** How long it was silent, and so what becomes of the gap. The ordinal is stored and stays. */
  public enum Severity {
    /** 10 s to below 60 s: logged. */
    MINOR,
    /** 60 s to 5 min: recorded. */
    MAJOR,
    /** Over 5 min: recorded, and the day is flagged. */
    CRITICAL;

    /** The severity of a silence of at least {@link Gap#MINOR_MILLIS}. */
    static Severity of(long silentMillis) {
      if (silentMillis > CRITICAL_ABOVE_MILLIS) {
        return CRITICAL;
      }
      return silentMillis >= MAJOR_MILLIS ? MAJOR : MINOR;
    }
  }

  static Gap ofSource(
      ScannedSnapshot end, long startMillis, long endMillis, TradingCalendar hours) {
    return of(Scope.SOURCE, end, startMillis, endMillis, hours, "", "", "the source sent nothing");
  }

  static Gap ofSymbol(ScannedSnapshot end, long startMillis, TradingCalendar hours) {
    return of(
        Scope.SYMBOL,
        end,
        startMillis,
        end.timestampMillis(),
        hours,
        end.decoded(Field.MARKET),
        end.decoded(Field.SYMBOL),
        "no source sent this symbol while its own went on");
  }

  private static Gap of(
      Scope scope,
      ScannedSnapshot end,
      long startMillis,
      long endMillis,
      TradingCalendar hours,
      String market,
      String symbol,
      String reason) {
    long silent = hours.openMillis(startMillis, endMillis);
    Severity severity = Severity.of(silent);
    LocalDate day = hours.firstOpenDay(startMillis, endMillis);
    return new Gap(
        scope,
        severity,
        startMillis,
        endMillis,
        silent,
        end.decoded(Field.SOURCE),
        end.decoded(Field.SESSION_ID),
        market,
        symbol,
        reason,
        severity == Severity.CRITICAL ? day.toString() : "");
  }
}
