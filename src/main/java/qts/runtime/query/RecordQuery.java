package qts.runtime.query;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import qts.journal.KeyFilter;
import qts.journal.ReadRange;
import qts.journal.RecordKind;

/**
 * Which records are asked for.
 *
 * @param fromMillis the earliest event time, epoch milliseconds; {@link Long#MIN_VALUE} for any
 * @param toMillis the event time before which records are, epoch milliseconds; {@link
 *     Long#MAX_VALUE} for any
 * @param symbol {@code context.symbol} of the snapshot
 * @param session {@code meta.session_id} of the snapshot
 * @param tag a condition tag, a quality flag, or the rule by which an input was refused
 * @param runId {@code meta.run_id} of the snapshot
 * @param kinds the union of {@link RecordKind#bit()}
 * @param limit the most records of the answer; {@link #UNLIMITED} for all
 * @param cursor where the answer goes on
 */
public record RecordQuery(
    long fromMillis,
    long toMillis,
    Optional<String> symbol,
    Optional<String> session,
    Optional<String> tag,
    Optional<String> runId,
    int kinds,
    Order order,
    long limit,
    Optional<Cursor> cursor) {

  /** How many records an answer has when the query does not say. */
  public static final int DEFAULT_LIMIT = 1_000;

  /** The most records an answer has unless all are asked for. */
  public static final int MAX_LIMIT = 100_000;

  /** The limit of a query that asks for all records. */
  public static final long UNLIMITED = Long.MAX_VALUE;

  /** The kinds that hold a snapshot. */
  public static final int RECORDED = RecordKind.SNAPSHOT.bit() | RecordKind.PATTERN.bit();

  /**
   * Reads a query from its parameters, which may be repeated where lists are allowed.
   *
   * @throws InvalidQueryException when a parameter is unknown or has a value it can't have
   */
  public static RecordQuery parse(Map<String, List<String>> parameters)
      throws InvalidQueryException {
    return new QueryParameters(parameters).query();
  }

  /** The newest snapshots with a {@code run_id}. */
  static RecordQuery newestOf(String runId, int limit) {
    return new RecordQuery(
        Long.MIN_VALUE,
        Long.MAX_VALUE,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(runId),
        RECORDED,
        Order.DESC,
        limit,
        Optional.empty());
  }

  /** Everything of a time, of one symbol where one is named. */
  public static RecordQuery everything(long fromMillis, long toMillis, Optional<String> symbol) {
    return new RecordQuery(
        fromMillis,
        toMillis,
        symbol,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        -1,
        Order.ASC,
        UNLIMITED,
        Optional.empty());
  }

  /** Whether everything is asked for, however much it is. */
  public boolean isUnlimited() {
    return limit == UNLIMITED;
  }

  /** The same query that goes on at {@code cursor}. */
  public RecordQuery from(Cursor cursor) {
    return new RecordQuery(
        fromMillis,
        toMillis,
        symbol,
        session,
        tag,
        runId,
        kinds,
        order,
        limit,
        Optional.of(cursor));
  }

  /** Stands for everything asked for but the limit and the place to go on at. */
  int fingerprint() {
    return Cursor.fingerprint(
        List.of(fromMillis, toMillis, symbol, session, tag, runId, kinds, order));
  }

  /** The part of the journal in which matching records can be. */
  public ReadRange range() {
    return times()
        .kinds(kinds)
        .keys(symbol.map(KeyFilter::hash).orElse(0L), session.map(KeyFilter::hash).orElse(0L));
  }

  /** The part of the journal in which records of the asked time can be. */
  ReadRange times() {
    return ReadRange.everything()
        .events(fromMillis, toMillis == Long.MAX_VALUE ? toMillis : toMillis - 1);
  }

  boolean isTimeLimited() {
    return fromMillis != Long.MIN_VALUE || toMillis != Long.MAX_VALUE;
  }

  /** Whether every record that can match has its {@code run_id} in an index. */
  public boolean isIndexed() {
    return runId.isPresent() && (kinds & ~RECORDED) == 0;
  }
}
