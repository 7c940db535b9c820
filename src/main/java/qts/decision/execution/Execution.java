package qts.decision.execution;

import qts.decision.ExecutionContext;
import qts.decision.ExecutionResult;
import qts.decision.Hint;
import qts.decision.Order;

/**
 * A way of trying an order out. None of them reaches a market; the choice is closed, so that no
 * other can be added from outside.
 */
public sealed interface Execution permits VirtualExecution, SimulatedExecution, NoOpExecution {

  /** What would have become of the order. Depends on the arguments alone. */
  ExecutionResult attempt(Order order, Hint hint, ExecutionContext context);
}
