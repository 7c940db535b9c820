package qts.decision.rules;

import qts.decision.RuleRef;
import qts.decision.Stage;

/**
 * What an order has to keep to.
 *
 * @param code the reason code of its blocks; the id of the rule where it has none
 * @param when whether it applies at all
 */
record BlockingRule(
    RuleRef ref, String code, Stage stage, Condition when, Demand demand, String reason) {

  /** What is demanded. */
  sealed interface Demand {}

  /**
   * A value within bounds.
   *
   * @param passUnknown whether an unknown value passes; it blocks otherwise
   */
  record Keep(Operand value, Bounds bounds, boolean passUnknown) implements Demand {}

  /** A tag that must not be there. */
  record Forbid(String tag) implements Demand {}
}
