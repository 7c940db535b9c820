package qts.decision;

import org.jspecify.annotations.Nullable;
import qts.decision.json.ContractViolation;
import qts.decision.json.JsonFields;
import qts.decision.json.JsonObject;
import qts.decision.json.JsonValue;

/**
 * What stopped a decision: the rule, what it allows and what was there.
 *
 * @param blockedBy the reason code, see {@link ReasonCode}
 * @param rule the rule that blocked; the reason code itself where there is no other name
 * @param stage where it was blocked
 * @param limit what the rule allows, where it can be said
 * @param actual what was there, where it can be said
 * @param order what would have been done
 * @param result the attempt that ended here, REJECTED; its fields stand beside the others
 * @param unknown fields beyond the contract, kept as they came
 */
public record Block(
    Header header,
    String blockedBy,
    RuleRef rule,
    @Nullable Stage stage,
    @Nullable JsonValue limit,
    @Nullable JsonValue actual,
    @Nullable String reason,
    @Nullable Order order,
    @Nullable Hint hint,
    @Nullable ExecutionResult result,
    Repeats repeats,
    JsonObject metadata,
    JsonObject unknown)
    implements Decision {
  static final String KIND = "block";

  public Block {
    if (blockedBy.isBlank()) {
      throw ContractViolation.value("blocked_by", "blocked_by must not be empty", "", blockedBy);
    }
    if (result != null && result.status() != ExecutionStatus.REJECTED) {
      throw ContractViolation.value(
          "status", "a block has status REJECTED", "REJECTED", result.status().name());
    }
  }

  /** This block, the last of {@code count} since {@code first}, standing for all of them. */
  public Block standingFor(long count, Block first) {
    Repeats all = new Repeats(count, first.header.createdAt(), header.createdAt());
    return new Block(
        header.alsoRestingOn(first.header.links().restsOn()),
        blockedBy,
        rule,
        stage,
        limit,
        actual,
        reason,
        order,
        hint,
        result,
        all,
        metadata,
        unknown);
  }

  static Block read(JsonFields fields) {
    Header header = Header.read(fields);
    String blockedBy = fields.requiredText("blocked_by");
    RuleRef rule = Parts.rule(fields);
    Stage stage = fields.word("stage", Stage::of);
    JsonValue limit = fields.value("limit");
    JsonValue actual = fields.value("actual");
    String reason = fields.text("reason");
    Order order = Parts.order(fields);
    Hint hint = Parts.hint(fields);
    ExecutionResult result = Parts.result(fields);
    Repeats repeats = Repeats.read(fields);
    JsonObject metadata = fields.object("metadata");
    JsonObject unknown = fields.rest();
    return fields.build(() ->
        new Block(
            header,
            blockedBy,
            rule == null ? new RuleRef(blockedBy, null) : rule,
            stage,
            limit,
            actual,
            reason,
            order,
            hint,
            result,
            repeats,
            metadata,
            unknown));
  }

  @Override
  public JsonObject toJson() {
    JsonObject.Builder json =
        header
            .write(KIND)
            .putAll(result == null ? JsonObject.EMPTY : result.toJson())
            .put("blocked_by", blockedBy)
            .put("rule", rule.toJson())
            .putIfPresent("stage", stage == null ? null : stage.word())
            .putIfPresent("limit", limit)
            .putIfPresent("actual", actual)
            .putIfPresent("reason", reason)
            .putIfPresent("order", order == null ? null : order.toJson())
            .putIfPresent("hint", hint == null ? null : hint.toJson());
    repeats.writeTo(json);
    return json.putIfPresent("metadata", metadata.isEmpty() ? null : metadata)
        .putAll(unknown)
        .build();
  }
}
