package qts.runtime.question;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import qts.runtime.query.Cursor;
import qts.runtime.query.InvalidQueryException;
import qts.runtime.query.Parameters;

/**
 * Which course of events is asked for.
 *
 * @param by what kind of name {@code id} is
 * @param fromMillis the earliest event time, epoch milliseconds; {@link Long#MIN_VALUE} for any
 * @param toMillis the event time before which it lies; {@link Long#MAX_VALUE} for any
 * @param limit the most records of the answer
 * @param cursor where the answer goes on
 */
record TimelineQuery(
    By by, String id, long fromMillis, long toMillis, int limit, Optional<Cursor> cursor) {
  private static final int DEFAULT_LIMIT = 1_000;
  private static final int MAX_LIMIT = 10_000;
  private static final Set<String> NAMES =
      new TreeSet<>(
          Set.of(
              "symbol",
              "correlation_id",
              "run_id",
              "decision_id",
              "from",
              "to",
              "limit",
              "cursor"));

  /** By what a course of events is found. */
  enum By {
    SYMBOL,
    CORRELATION_ID,
    RUN_ID,
    DECISION_ID;

    /** The name of the parameter. */
    String parameter() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static TimelineQuery parse(Map<String, List<String>> parameters) throws InvalidQueryException {
    Parameters given = new Parameters(parameters);
    given.refuseUnknown(NAMES);
    By by = by(given);
    TimelineQuery query =
        new TimelineQuery(
            by,
            given.text(by.parameter()).orElseThrow(),
            given.time("from", Long.MIN_VALUE),
            given.time("to", Long.MAX_VALUE),
            given.limit(DEFAULT_LIMIT, MAX_LIMIT, ""),
            Optional.empty());
    if (query.fromMillis >= query.toMillis) {
      throw new InvalidQueryException("from", "it must be before 'to'");
    }
    return query.at(given.cursor(query.fingerprint()));
  }

  private static By by(Parameters given) throws InvalidQueryException {
    List<By> named = Arrays.stream(By.values()).filter(by -> given.has(by.parameter())).toList();
    if (named.size() != 1) {
      String words =
          Arrays.stream(By.values()).map(By::parameter).collect(Collectors.joining(", "));
      throw new InvalidQueryException(
          named.isEmpty() ? By.SYMBOL.parameter() : named.getLast().parameter(),
          "exactly one of " + words + " says what the timeline is about");
    }
    return named.getFirst();
  }

  private TimelineQuery at(Optional<Cursor> place) {
    return new TimelineQuery(by, id, fromMillis, toMillis, limit, place);
  }

  /** The cursor of a page that goes on at {@code position}. */
  Cursor cursorAt(long position) {
    return new Cursor(position, fingerprint());
  }

  private int fingerprint() {
    return Cursor.fingerprint(List.of("timeline", by, id, fromMillis, toMillis));
  }

  boolean isTimeLimited() {
    return fromMillis != Long.MIN_VALUE || toMillis != Long.MAX_VALUE;
  }

  /** Whether something that happened at {@code millis} is asked for. */
  boolean holds(long millis) {
    return millis >= fromMillis && millis < toMillis;
  }
}
