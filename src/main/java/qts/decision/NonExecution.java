package qts.decision;

import org.jspecify.annotations.Nullable;
import qts.decision.json.ContractViolation;
import qts.decision.json.JsonFields;
import qts.decision.json.JsonObject;

/**
 * What was intended, was not blocked, and yet was not done, and why.
 *
 * @param order what was intended; it or the result's fingerprint is there
 * @param reason why nothing was done
 * @param result the attempt, not REJECTED and not executed; its fields stand beside the others
 * @param unknown fields beyond the contract, kept as they came
 */
public record NonExecution(
    Header header,
    @Nullable Order order,
    @Nullable Hint hint,
    String reason,
    @Nullable ExecutionResult result,
    @Nullable RuleRef rule,
    Repeats repeats,
    JsonObject metadata,
    JsonObject unknown)
    implements Decision {
  static final String KIND = "non_execution";

  public NonExecution {
    if (order == null && result == null) {
      throw ContractViolation.missing("order");
    }
    if (result != null && result.status() == ExecutionStatus.REJECTED) {
      throw ContractViolation.value(
          "status", "a rejected attempt is a block", "ACCEPTED/SKIPPED", result.status().name());
    }
    if (result != null && result.executed()) {
      throw ContractViolation.value(
          "executed", "an executed attempt is no non-execution", "false", "true");
    }
  }

  static NonExecution read(JsonFields fields) {
    Header header = Header.read(fields);
    Order order = Parts.order(fields);
    Hint hint = Parts.hint(fields);
    String reason = fields.requiredText("reason");
    ExecutionResult result = Parts.result(fields);
    RuleRef rule = Parts.rule(fields);
    Repeats repeats = Repeats.read(fields);
    JsonObject metadata = fields.object("metadata");
    JsonObject unknown = fields.rest();
    return fields.build(() ->
        new NonExecution(header, order, hint, reason, result, rule, repeats, metadata, unknown));
  }

  @Override
  public JsonObject toJson() {
    JsonObject.Builder json =
        header
            .write(KIND)
            .putAll(result == null ? JsonObject.EMPTY : result.toJson())
            .put("reason", reason)
            .putIfPresent("order", order == null ? null : order.toJson())
            .putIfPresent("hint", hint == null ? null : hint.toJson())
            .putIfPresent("rule", rule == null ? null : rule.toJson());
    repeats.writeTo(json);
    return json.putIfPresent("metadata", metadata.isEmpty() ? null : metadata)
        .putAll(unknown)
        .build();
  }
}
