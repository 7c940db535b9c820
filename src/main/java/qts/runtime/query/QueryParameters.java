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

  /** No name in a snapshot is longer, in characters. */
  private static final int MAX_TEXT = 256;

  private final Map<String, List<String>> parameters;

  QueryParameters(Map<String, List<String>> parameters) {
    this.parameters = parameters;
  }

  RecordQuery query() throws InvalidQueryException {
    refuseUnknown();
    Optional<String> runId = text("run_id");
    RecordQuery query =
        new RecordQuery(
            time("from", Long.MIN_VALUE),
            time("to", Long.MAX_VALUE),
            text("symbol"),
            text("session"),
            text("tag"),
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

  private void refuseUnknown() throws InvalidQueryException {
    for (String name : parameters.keySet()) {
      if (!NAMES.contains(name)) {
        throw new InvalidQueryException(
            name, "there is no such parameter, only " + String.join(", ", NAMES));
      }
    }
  }

  private RecordQuery withCursor(RecordQuery query) throws InvalidQueryException {
    Optional<String> text = one("cursor");
    if (text.isEmpty()) {
      return query;
    }
    Cursor cursor = Cursor.parse(text.get());
    if (cursor.fingerprint() != query.fingerprint()) {
      throw new InvalidQueryException(
          "cursor", "it belongs to another query: repeat all other parameters as they were");
    }
    return query.from(cursor);
  }

  private Optional<String> one(String name) throws InvalidQueryException {
    List<String> values = parameters.getOrDefault(name, List.of());
    if (values.size() > 1) {
      throw new InvalidQueryException(
          name, "it is given " + values.size() + " times, once is allowed");
    }
    return values.stream().findFirst();
  }

  private Optional<String> text(String name) throws InvalidQueryException {
    Optional<String> text = one(name);
    if (text.isPresent() && (text.get().isEmpty() || text.get().length() > MAX_TEXT)) {
      throw new InvalidQueryException(name, "it must have 1 to " + MAX_TEXT + " characters");
    }
    return text;
  }

  private long time(String name, long otherwise) throws InvalidQueryException {
    Optional<String> text = one(name);
    return text.isEmpty() ? otherwise : QueryTime.millis(name, text.get());
  }

  /** Inputs that were refused have no index of run ids, so these are looked for only when named. */
  private int kinds(boolean byRunId) throws InvalidQueryException {
    boolean given = parameters.containsKey("kind") || parameters.containsKey("outcome");
    int kinds =
        bits("kind", RecordKind.values(), RecordKind::bit)
            & bits("outcome", RecordOutcome.values(), RecordOutcome::bits);
    if (kinds == 0) {
      throw new InvalidQueryException("kind", "no record of that kind has that outcome");
    }
    return byRunId && !given ? RecordQuery.RECORDED : kinds;
  }

  private <E extends Enum<E>> int bits(String name, E[] all, ToIntFunction<E> bits)
      throws InvalidQueryException {
    List<String> values = parameters.getOrDefault(name, List.of());
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
    Optional<String> text = one("order");
    return text.isEmpty() ? Order.ASC : word("order", text.get(), Order.values());
  }

  private long limit() throws InvalidQueryException {
    String text = one("limit").orElse(Integer.toString(RecordQuery.DEFAULT_LIMIT));
    if (text.equals("all")) {
      return RecordQuery.UNLIMITED;
    }
    if (text.matches("[0-9]{1,6}")) {
      int limit = Integer.parseInt(text);
      if (limit >= 1 && limit <= RecordQuery.MAX_LIMIT) {
        return limit;
      }
    }
    throw new InvalidQueryException(
        "limit", "it must be 1 to " + RecordQuery.MAX_LIMIT + ", or 'all'");
  }
}
