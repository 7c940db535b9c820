package qts.runtime.transfer;

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
    return new Selection(parameters, RecordQuery.parse(parameters));
  }
}
