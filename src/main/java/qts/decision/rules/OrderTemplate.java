package qts.decision.rules;

import org.jspecify.annotations.Nullable;
import qts.decision.Action;
import qts.decision.OrderType;

/**
 * What a judging rule judges should be done.
 *
 * @param qty null for HOLD and NONE
 * @param limitPrice there for {@link OrderType#LIMIT}
 * @param referencePrice what a simulation fills at
 */
record OrderTemplate(
    Action action,
    OrderType orderType,
    @Nullable Operand qty,
    @Nullable Operand limitPrice,
    @Nullable Operand referencePrice,
    @Nullable String reason) {

  /** Whether it comes to an order. */
  boolean hasOrder() {
    return action == Action.BUY || action == Action.SELL;
  }
}
