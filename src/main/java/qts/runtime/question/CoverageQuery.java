package qts.runtime.question;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import qts.runtime.query.Cursor;
import qts.runtime.query.InvalidQueryException;
import qts.runtime.query.Parameters;

/**
 * Which snapshots did a strategy leave unanswered?
 *
 * @param symbols what is delivered to it; empty for the symbols it answered
 * @param cursor where the list goes on
 */
record CoverageQuery(
    String strategy,
    Set<String> symbols,
    long fromMillis,
    long toMillis,
    int limit,
    Optional<Cursor> cursor) {
  private static final int DEFAULT_LIMIT = 1_000;
  private static final int MAX_LIMIT = 10_000;
  private static final Set<String> NAMES =
      new TreeSet<>(Set.of("strategy", "symbol", "from", "to", "limit", "cursor"));

  CoverageQuery {
    symbols = Set.copyOf(symbols);
  }

  static CoverageQuery parse(Map<String, List<String>> parameters) throws InvalidQueryException {
    Parameters given = new Parameters(parameters);
    given.refuseUnknown(NAMES);
    CoverageQuery query =
        new CoverageQuery(
            given
                .text("strategy")
                .orElseThrow(() -> new InvalidQueryException("strategy", "it must be given")),
            Set.copyOf(given.texts("symbol")),
            given.time("from", Long.MIN_VALUE),
            given.time("to", Long.MAX_VALUE),
            given.limit(DEFAULT_LIMIT, MAX_LIMIT, ""),
            Optional.empty());
    if (query.fromMillis >= query.toMillis) {
      throw new InvalidQueryException("from", "it must be before 'to'");
    }
    return query.at(given.cursor(query.fingerprint()));
  }

  private CoverageQuery at(Optional<Cursor> place) {
    return new CoverageQuery(strategy, symbols, fromMillis, toMillis, limit, place);
  }

  Cursor cursorAt(long position) {
    return new Cursor(position, fingerprint());
  }

  private int fingerprint() {
    return Cursor.fingerprint(
        List.of("coverage", strategy, new TreeSet<>(symbols), fromMillis, toMillis));
  }

  boolean isTimeLimited() {
    return fromMillis != Long.MIN_VALUE || toMillis != Long.MAX_VALUE;
  }

  boolean holds(long millis) {
    return millis >= fromMillis && millis < toMillis;
  }
}
