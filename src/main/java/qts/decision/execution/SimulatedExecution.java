package qts.decision.execution;

import java.math.BigInteger;
import java.util.OptionalDouble;
import qts.decision.Action;
import qts.decision.ExecutionContext;
import qts.decision.ExecutionMode;
import qts.decision.ExecutionResult;
import qts.decision.Hint;
import qts.decision.Order;
import qts.decision.OrderFingerprint;
import qts.decision.Simulation;
import qts.decision.json.JsonNumber;

/**
 * Fills at the hint's {@code reference_price}, moved against the order by the slippage rate, in
 * whole units and at most {@code max_fill_qty}.
 */
public final class SimulatedExecution implements Execution {

  @Override
  public ExecutionResult attempt(Order order, Hint hint, ExecutionContext context) {
    String fingerprint = OrderFingerprint.of(order, hint);
    if (context.killSwitch()) {
      return rejected(fingerprint, "G_KILL_SWITCH", "kill switch enabled");
    }
    if (!order.isIntended()) {
      return ExecutionResult.skipped(ExecutionMode.SIM, fingerprint, null, "action is NONE");
    }
    BigInteger qty = order.qty() == null ? BigInteger.ZERO : order.qty().truncated();
    if (qty.signum() <= 0) {
      return rejected(fingerprint, "G_INVALID_QTY", "qty must be positive");
    }
    OptionalDouble reference = referencePrice(hint);
    if (reference.isEmpty()) {
      return rejected(fingerprint, "G_SIM_NO_REFERENCE_PRICE", "no reference price");
    }
    return filled(fingerprint, fill(order.action(), qty, reference.getAsDouble(), context));
  }

  private static OptionalDouble referencePrice(Hint hint) {
    return hint.constraints().get("reference_price") instanceof JsonNumber number
            && number.isPositive()
        ? OptionalDouble.of(number.doubleValue())
        : OptionalDouble.empty();
  }

  private static Simulation fill(
      Action action, BigInteger qty, double reference, ExecutionContext context) {
    double rate = context.riskLimits().slippageRate();
    double price = reference * (action == Action.BUY ? 1 + rate : 1 - rate);
    return new Simulation(
        action,
        JsonNumber.of(reference),
        qty,
        context.riskLimits().maxFillQty().map(qty::min).orElse(qty),
        JsonNumber.of(Math.min(price, Double.MAX_VALUE)));
  }

  private static ExecutionResult filled(String fingerprint, Simulation simulation) {
    String reason = simulation.isPartial() ? "sim partial" : "sim filled";
    return ExecutionResult.accepted(ExecutionMode.SIM, fingerprint, reason, simulation);
  }

  private static ExecutionResult rejected(String fingerprint, String by, String reason) {
    return ExecutionResult.rejected(ExecutionMode.SIM, fingerprint, by, reason);
  }
}
