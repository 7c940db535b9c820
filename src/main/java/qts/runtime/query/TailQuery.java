package qts.runtime.query;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Which records are followed, and from where on.
 *
 * @param position the first position to look at; empty for what is recorded from now on
 */
public record TailQuery(RecordQuery query, OptionalLong position) {
  private static final String POSITION = "position";
  private static final List<String> OF_PAGES = List.of("order", "limit", "cursor", "run_id");

  /**
   * Reads it from its parameters: those of {@link RecordQuery} that select records, and {@code
   * position}. With a time to begin at and no position it begins at the first record that is kept.
   *
   * @throws InvalidQueryException when a parameter is unknown or has a value it can't have
   */
  public static TailQuery parse(Map<String, List<String>> parameters) throws InvalidQueryException {
    for (String name : OF_PAGES) {
      if (parameters.containsKey(name)) {
        throw new InvalidQueryException(name, "following knows no such parameter");
      }
    }
    Map<String, List<String>> selecting = new LinkedHashMap<>(parameters);
    List<String> position = selecting.remove(POSITION);
    RecordQuery query = RecordQuery.parse(selecting);
    if (position != null) {
      return new TailQuery(query, OptionalLong.of(position(position)));
    }
    boolean timed = query.fromMillis() != Long.MIN_VALUE;
    return new TailQuery(query, timed ? OptionalLong.of(0) : OptionalLong.empty());
  }

  private static long position(List<String> values) throws InvalidQueryException {
    String text = String.join(" and ", values);
    if (!text.matches("[0-9]{1,18}")) {
      throw new InvalidQueryException(POSITION, "'" + text + "' is not a position, 0 or higher");
    }
    return Long.parseLong(text);
  }
}
