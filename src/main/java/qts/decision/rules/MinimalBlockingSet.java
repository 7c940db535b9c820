package qts.decision.rules;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import qts.decision.Judgment;
import qts.decision.Order;
import qts.decision.json.ContractViolation;
import qts.decision.json.JsonFields;
import qts.decision.json.JsonObject;

/**
 * The rules that alone would have been enough to block a judgment's order, found by asking every
 * rule of the recorded version again on the recorded input. One rule that blocks is enough, so each
 * of them is a smallest set by itself, and the order passes only when all of them let it.
 *
 * @param rules in the order they are asked; empty when nothing blocked
 */
public record MinimalBlockingSet(List<RuleVerdict> rules) {

  public MinimalBlockingSet {
    rules = List.copyOf(rules);
  }

  /**
   * Asks again.
   *
   * @param ruleSet the rule set the judgment was recorded with, by its hash
   * @return empty when the judgment had no order, or no rule set made it
   * @throws ContractViolation when the judgment was made by another rule set
   */
  public static Optional<MinimalBlockingSet> of(RuleSet ruleSet, Judgment judgment) {
    Order order = judgment.order();
    Optional<String> made = ruleSetHash(judgment);
    if (order == null || made.isEmpty()) {
      return Optional.empty();
    }
    if (!made.get().equals(ruleSet.hash())) {
      throw ContractViolation.value(
          "metadata.rule_set.hash",
          "the judgment was made by another version of the rule set",
          ruleSet.hash(),
          made.get());
    }
    JsonFields input = metadata(judgment).requiredFields("input");
    BlockingInput recorded = BlockingInput.read(ruleSet, order, input);
    return Optional.of(new MinimalBlockingSet(ruleSet.blockingRules().evaluate(recorded)));
  }

  /** The hash of the rule set that made a judgment; empty for a strategy of another kind. */
  public static Optional<String> ruleSetHash(Judgment judgment) {
    JsonFields ruleSet = metadata(judgment).fields("rule_set");
    return ruleSet == null ? Optional.empty() : Optional.ofNullable(ruleSet.text("hash"));
  }

  private static JsonFields metadata(Judgment judgment) {
    JsonObject whole = JsonObject.builder().put("metadata", judgment.metadata()).build();
    return Objects.requireNonNull(JsonFields.of(whole).fields("metadata"));
  }
}
