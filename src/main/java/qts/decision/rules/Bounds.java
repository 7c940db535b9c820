package qts.decision.rules;

import java.util.ArrayList;
import java.util.List;
import qts.decision.json.ContractViolation;
import qts.decision.json.JsonFields;
import qts.decision.json.JsonNull;
import qts.decision.json.JsonObject;
import qts.decision.json.JsonValue;

/** One or more bounds that a value keeps all of. */
record Bounds(List<Bound> bounds) {

  record Bound(Comparison comparison, Operand operand) {}

  Bounds {
    bounds = List.copyOf(bounds);
  }

  /** Reads {@code above}, {@code at_least}, {@code below}, {@code at_most} and {@code equals}. */
  static Bounds read(JsonFields fields, Names names, boolean ofOrder) {
    List<Bound> bounds = new ArrayList<>();
    for (Comparison comparison : Comparison.values()) {
      JsonValue operand = fields.value(comparison.word());
      if (operand != null) {
        String path = fields.path(comparison.word());
        bounds.add(new Bound(comparison, names.operand(path, operand, ofOrder)));
      }
    }
    if (bounds.isEmpty()) {
      String path = fields.path("value");
      throw ContractViolation.value(
          path, path + " has no above, at_least, below, at_most or equals beside it", "", "");
    }
    return new Bounds(bounds);
  }

  /** Whether {@code value} keeps all bounds; unknown when it or a bound is. */
  Truth hold(double value, double[] values) {
    Truth all = Truth.TRUE;
    for (int i = 0; i < bounds.size(); i++) {
      Bound bound = bounds.get(i);
      double limit = bound.operand.value(values);
      all =
          all.and(
              Double.isNaN(value) || Double.isNaN(limit)
                  ? Truth.UNKNOWN
                  : Truth.of(bound.comparison.holds(value, limit)));
    }
    return all;
  }

  /** The bounds with the numbers they had, null for an unknown one. */
  JsonObject json(double[] values) {
    JsonObject.Builder json = JsonObject.builder();
    for (Bound bound : bounds) {
      boolean unknown = Double.isNaN(bound.operand.value(values));
      json.put(bound.comparison.word(), unknown ? JsonNull.NULL : bound.operand.json(values));
    }
    return json.build();
  }
}
