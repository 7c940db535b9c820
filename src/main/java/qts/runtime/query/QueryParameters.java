package qts.runtime.query;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import qts.journal.RecordKind;

/** Makes a query of what was asked for by name. */
final class QueryParameters {
  private static final Set<String> NAMES =
      new TreeSet<>(
          Set.of(
              "from", "to", "symbol", "session", "tag", "run_id", "kind", "outcome", "order",
              "limit", "cursor"));

  private final Parameters given;

  QueryParameters(Map<String, List<String>> parameters) {
    this.given = new Parameters(parameters);
  }

  RecordQuery query() throws InvalidQueryException {
    given.refuseUnknown(NAMES);
    Optional<String> runId = given.text("run_id");
    RecordQuery query =
        new RecordQuery(
            given.time("from", Long.MIN_VALUE),
            given.time("to", Long.MAX_VALUE),
            given.text("symbol"),
            given.text("session"),
            given.text("tag"),
            runId,
            kinds(runId.isPresent()),
            order(),
            limit(),
            Optional.empty());
    if (query.fromMillis() >= query.toMillis()) {
      throw new InvalidQueryException("from", "it must be before 'to'");
    }
    return withCursor(query);
  }

  private RecordQuery withCursor(RecordQuery query) throws InvalidQueryException {
    Optional<Cursor> cursor = given.cursor(query.fingerprint());
    return cursor.isEmpty() ? query : query.from(cursor.get());
  }

  /** Inputs that were refused have no index of run ids, so these are looked for only when named. */
  private int kinds(boolean byRunId) throws InvalidQueryException {
    boolean named = given.has("kind") || given.has("outcome");
    int kinds =
        bits("kind", RecordKind.values(), RecordKind::bit)
            & bits("outcome", RecordOutcome.values(), RecordOutcome::bits);
    if (kinds == 0) {
      throw new InvalidQueryException("kind", "no record of that kind has that outcome");
    }
    return byRunId && !named ? RecordQuery.RECORDED : kinds;
  }

  private <E extends Enum<E>> int bits(String name, E[] all, ToIntFunction<E> bits)
      throws InvalidQueryException {
    List<String> values = given.all(name);
    int found = values.isEmpty() ? -1 : 0;
    for (String value : values) {
      for (String word : value.split(",", -1)) {
        found |= bits.applyAsInt(word(name, word, all));
      }
    }
    return found;
  }

  private static <E extends Enum<E>> E word(String name, String word, E[] all)
      throws InvalidQueryException {
    for (E one : all) {
      if (one.name().toLowerCase(Locale.ROOT).equals(word)) {
        return one;
      }
    }
    List<String> words =
        Arrays.stream(all).map(one -> one.name().toLowerCase(Locale.ROOT)).toList();
    throw new InvalidQueryException(name, "'" + word + "' is none of " + String.join(", ", words));
  }

  private Order order() throws InvalidQueryException {
    Optional<String> text = given.one("order");
    return text.isEmpty() ? Order.ASC : word("order", text.get(), Order.values());
  }

  private long limit() throws InvalidQueryException {
    String text = given.one("limit").orElse("");
    if (text.equals("all")) {
      return RecordQuery.UNLIMITED;
    }
    return given.limit(RecordQuery.DEFAULT_LIMIT, RecordQuery.MAX_LIMIT, ", or 'all'");
  }
}
