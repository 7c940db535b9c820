package qts.decision.rules;

import java.util.List;
import qts.decision.Order;
import qts.decision.json.ContractViolation;
import qts.decision.json.JsonArray;
import qts.decision.json.JsonFields;
import qts.decision.json.JsonNumber;
import qts.decision.json.JsonObject;

/**
 * Everything the blocking rules look at for one order: enough to ask them again later, without the
 * snapshots that led here. Not shared between threads.
 */
public final class BlockingInput {
  private final Order order;
  private final double[] values;
  private final List<String> tags;
  private final SafetyInput safety;

  /** Takes {@code values} as they are; the caller does not change them afterwards. */
  BlockingInput(Order order, double[] values, List<String> tags, SafetyInput safety) {
    this.order = order;
    this.values = values;
    this.tags = List.copyOf(tags);
    this.safety = safety;
  }

  public Order order() {
    return order;
  }

  double[] values() {
    return values;
  }

  List<String> tags() {
    return tags;
  }

  SafetyInput safety() {
    return safety;
  }

  /** The input as it is recorded with the judgment. */
  JsonObject toJson(RuleSet rules) {
    JsonObject.Builder json = known(rules, values, tags);
    safety.writeTo(json);
    return json.build();
  }

  /** What is known, by name, and the tags. */
  static JsonObject.Builder known(RuleSet rules, double[] values, List<String> tags) {
    JsonObject.Builder known = JsonObject.builder();
    List<String> names = rules.names();
    for (int slot = 0; slot < values.length; slot++) {
      if (!Double.isNaN(values[slot])) {
        known.put(names.get(slot), JsonNumber.of(values[slot]));
      }
    }
    JsonObject.Builder json = JsonObject.builder().put("values", known.build());
    return tags.isEmpty() ? json : json.put("tags", JsonArray.ofTexts(tags));
  }

  /**
   * Reads the recorded input of {@code order}.
   *
   * @throws ContractViolation when it is not one of {@code rules}
   */
  static BlockingInput read(RuleSet rules, Order order, JsonFields recorded) {
    JsonFields known = recorded.requiredFields("values");
    List<String> names = rules.names();
    double[] values = new double[names.size()];
    for (int slot = 0; slot < values.length; slot++) {
      JsonNumber value = known.number(names.get(slot));
      values[slot] = value == null ? Double.NaN : value.doubleValue();
    }
    known.nothingElse();
    return new BlockingInput(order, values, recorded.texts("tags"), SafetyInput.read(recorded));
  }
}
