package qts.decision.execution;

import qts.decision.ExecutionContext;
import qts.decision.ExecutionMode;
import qts.decision.ExecutionResult;
import qts.decision.Hint;
import qts.decision.Order;

/** Never looks at the order: execution is switched off as a policy. */
public final class NoOpExecution implements Execution {
  private static final ExecutionResult ALWAYS =
      ExecutionResult.skipped(
          ExecutionMode.VIRTUAL,
          "noop",
          "G_EXE_NOOP_POLICY",
          "Execution intentionally disabled (NOOP)");

  @Override
  public ExecutionResult attempt(Order order, Hint hint, ExecutionContext context) {
    return ALWAYS;
  }
}
