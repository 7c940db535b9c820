package qts.decision;

import org.jspecify.annotations.Nullable;
import qts.decision.json.JsonFields;

/** The parts that decisions share, read where they are there. */
final class Parts {
  private Parts() {}

  static @Nullable Order order(JsonFields fields) {
    JsonFields order = fields.fields("order");
    return order == null ? null : Order.read(order);
  }

  static @Nullable Hint hint(JsonFields fields) {
    JsonFields hint = fields.fields("hint");
    return hint == null ? null : Hint.read(hint);
  }

  static @Nullable RuleRef rule(JsonFields fields) {
    JsonFields rule = fields.fields("rule");
    return rule == null ? null : RuleRef.read(rule);
  }

  /** The result of the attempt, whose fields stand beside those of the decision. */
  static @Nullable ExecutionResult result(JsonFields fields) {
    return fields.value("status") == null && fields.value("order_fingerprint") == null
        ? null
        : ExecutionResult.readPart(fields);
  }
}
