package qts.runtime.query;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What was asked for by name, each name with one value or several. */
public final class Parameters {
  /** No name in a snapshot is longer, in characters. */
  private static final int MAX_TEXT = 256;

  private final Map<String, List<String>> parameters;

  public Parameters(Map<String, List<String>> parameters) {
    this.parameters = Map.copyOf(parameters);
  }

  /** Refuses every name that is none of {@code names}. */
  public void refuseUnknown(Set<String> names) throws InvalidQueryException {
    for (String name : parameters.keySet()) {
      if (!names.contains(name)) {
        throw new InvalidQueryException(
            name, "there is no such parameter, only " + String.join(", ", names));
      }
    }
  }

  public boolean has(String name) {
    return parameters.containsKey(name);
  }

  /** Every value of a name. */
  public List<String> all(String name) {
    return parameters.getOrDefault(name, List.of());
  }

  /** The value of a name that may be there once. */
  public Optional<String> one(String name) throws InvalidQueryException {
    List<String> values = all(name);
    if (values.size() > 1) {
      throw new InvalidQueryException(
          name, "it is given " + values.size() + " times, once is allowed");
    }
    return values.stream().findFirst();
  }

  /** A symbol, an id or the like. */
  public Optional<String> text(String name) throws InvalidQueryException {
    Optional<String> text = one(name);
    if (text.isPresent()) {
      checkText(name, text.get());
    }
    return text;
  }

  /** Several symbols or the like. */
  public List<String> texts(String name) throws InvalidQueryException {
    for (String text : all(name)) {
      checkText(name, text);
    }
    return all(name);
  }

  private static void checkText(String name, String text) throws InvalidQueryException {
    if (text.isEmpty() || text.length() > MAX_TEXT) {
      throw new InvalidQueryException(name, "it must have 1 to " + MAX_TEXT + " characters");
    }
  }

  /** A moment in epoch milliseconds. */
  public long time(String name, long otherwise) throws InvalidQueryException {
    Optional<String> text = one(name);
    return text.isEmpty() ? otherwise : QueryTime.millis(name, text.get());
  }

  /** How many records an answer may have, 1 to {@code max}. */
  public int limit(int otherwise, int max, String orElse) throws InvalidQueryException {
    String text = one("limit").orElse(Integer.toString(otherwise));
    if (text.matches("[0-9]{1,6}")) {
      int limit = Integer.parseInt(text);
      if (limit >= 1 && limit <= max) {
        return limit;
      }
    }
    throw new InvalidQueryException("limit", "it must be 1 to " + max + orElse);
  }

  /**
   * Where an answer goes on.
   *
   * @param fingerprint stands for the query that the cursor must belong to
   */
  public Optional<Cursor> cursor(int fingerprint) throws InvalidQueryException {
    Optional<String> text = one("cursor");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Cursor cursor = Cursor.parse(text.get());
    if (cursor.fingerprint() != fingerprint) {
      throw new InvalidQueryException(
          "cursor", "it belongs to another query: repeat all other parameters as they were");
    }
    return Optional.of(cursor);
  }
}
