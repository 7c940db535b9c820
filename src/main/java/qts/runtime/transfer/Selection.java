package qts.runtime.transfer;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import qts.runtime.query.InvalidQueryException;
import qts.runtime.query.RecordQuery;

/**
 * Which records are wanted: as a query, and as the parameters that ask a service for the same.
 *
 * @param parameters every parameter with its values
 */
public record Selection(Map<String, List<String>> parameters, RecordQuery query) {
  public Selection {
    parameters = Map.copyOf(parameters);
  }

  /**
   * Checks what is asked for by name.
   *
   * @throws InvalidQueryException when a parameter has a value it can't have
   */
  public static Selection of(Map<String, List<String>> parameters) throws InvalidQueryException {
    return new Selection(new LinkedHashMap<>(parameters), RecordQuery.parse(parameters));
  }

  /** The parameters as the query part of an address. */
  String encoded() {
    List<String> pairs = new ArrayList<>();
    parameters.forEach(
        (name, values) -> values.forEach(value -> pairs.add(encoded(name) + "=" + encoded(value))));
    return String.join("&", pairs);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
