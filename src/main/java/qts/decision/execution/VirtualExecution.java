package qts.decision.execution;

import java.util.List;
import qts.decision.ExecutionContext;
import qts.decision.ExecutionMode;
import qts.decision.ExecutionResult;
import qts.decision.Hint;
import qts.decision.Order;
import qts.decision.OrderFingerprint;

/** Asks every guard and stops there: an accepted order is not filled either. */
public final class VirtualExecution implements Execution {
  private static final List<VirtualGuard> GUARDS = List.of(VirtualGuard.values());

  @Override
  public ExecutionResult attempt(Order order, Hint hint, ExecutionContext context) {
    String fingerprint = OrderFingerprint.of(order, hint);
    if (!order.isIntended()) {
      return ExecutionResult.skipped(ExecutionMode.VIRTUAL, fingerprint, null, "action is NONE");
    }
    for (VirtualGuard guard : GUARDS) {
      if (guard.blocks(order, context)) {
        return ExecutionResult.rejected(
            ExecutionMode.VIRTUAL, fingerprint, guard.name(), guard.reason());
      }
    }
    return ExecutionResult.accepted(ExecutionMode.VIRTUAL, fingerprint, "virtual accepted", null);
  }
}
