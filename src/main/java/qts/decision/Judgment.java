package qts.decision;

import org.jspecify.annotations.Nullable;
import qts.decision.json.ContractViolation;
import qts.decision.json.JsonFields;
import qts.decision.json.JsonNumber;
import qts.decision.json.JsonObject;

/**
 * What a strategy judged should be done.
 *
 * @param header with {@code decision_id} and {@code created_at}
 * @param pipelineStep where in the strategy it was judged, for example {@code Evaluate}
 * @param qty above zero when present
 * @param order the order as decided, where it came to one
 * @param rule the rule that judged, where rules do
 * @param metadata anything the strategy wants kept
 * @param unknown fields beyond the contract, kept as they came
 */
public record Judgment(
    Header header,
    String pipelineStep,
    Action action,
    @Nullable JsonNumber qty,
    boolean riskApproved,
    boolean portfolioAdjusted,
    @Nullable String reason,
    @Nullable Order order,
    @Nullable Hint hint,
    @Nullable RuleRef rule,
    JsonObject metadata,
    JsonObject unknown)
    implements Decision {
  static final String KIND = "judgment";

  public Judgment {
    if (header.decisionId() == null) {
      throw ContractViolation.missing("decision_id");
    }
    if (header.createdAt() == null) {
      throw ContractViolation.missing("created_at");
    }
    if (qty != null && !qty.isPositive()) {
      String got = qty.pythonText();
      throw ContractViolation.value(
          "qty", "qty must be positive when provided, got: " + got, "> 0", got);
    }
  }

  static Judgment read(JsonFields fields) {
    Header header = Header.read(fields);
    String step = fields.requiredText("pipeline_step");
    Action action = fields.requiredWord("action", Action::ofJudgment);
    JsonNumber qty = fields.number("qty");
    boolean riskApproved = fields.flag("risk_approved", false);
    boolean portfolioAdjusted = fields.flag("portfolio_adjusted", false);
    String reason = fields.text("reason");
    Order order = Parts.order(fields);
    Hint hint = Parts.hint(fields);
    RuleRef rule = Parts.rule(fields);
    JsonObject metadata = fields.object("metadata");
    JsonObject unknown = fields.rest();
    return fields.build(() ->
        new Judgment(
            header,
            step,
            action,
            qty,
            riskApproved,
            portfolioAdjusted,
            reason,
            order,
            hint,
            rule,
            metadata,
            unknown));
  }

  @Override
  public JsonObject toJson() {
    return header
        .write(KIND)
        .put("pipeline_step", pipelineStep)
        .put("action", action.name())
        .putIfPresent("qty", qty)
        .put("risk_approved", riskApproved)
        .put("portfolio_adjusted", portfolioAdjusted)
        .putIfPresent("reason", reason)
        .putIfPresent("order", order == null ? null : order.toJson())
        .putIfPresent("hint", hint == null ? null : hint.toJson())
        .putIfPresent("rule", rule == null ? null : rule.toJson())
        .putIfPresent("metadata", metadata.isEmpty() ? null : metadata)
        .putAll(unknown)
        .build();
  }
}
