package qts.decision.execution;

import qts.decision.ExecutionContext;
import qts.decision.Order;

/** The guards in front of virtual execution, in the order they are asked. */
public enum VirtualGuard {
  G_EXE_SYMBOL_EMPTY("symbol is empty") {
    @Override
    boolean blocks(Order order, ExecutionContext context) {
      return order.symbol() == null || order.symbol().isBlank();
    }
  },
  G_EXE_QTY_NONPOSITIVE("qty must be positive") {
    @Override
    boolean blocks(Order order, ExecutionContext context) {
      return order.qty() == null || !order.qty().isPositive();
    }
  },
  G_EXE_TRADING_DISABLED("trading_enabled is False") {
    @Override
    boolean blocks(Order order, ExecutionContext context) {
      return !context.tradingEnabled();
    }
  },
  G_EXE_KILLSWITCH_ON("kill_switch is ON") {
    @Override
    boolean blocks(Order order, ExecutionContext context) {
      return context.killSwitch();
    }
  },
  G_EXE_ANOMALY("anomaly flags present") {
    @Override
    boolean blocks(Order order, ExecutionContext context) {
      return !context.anomalyFlags().isEmpty();
    }
  };

  private final String reason;

  VirtualGuard(String reason) {
    this.reason = reason;
  }

  /** Whether this guard alone would say no. */
  abstract boolean blocks(Order order, ExecutionContext context);

  /** Why it says no, for a person. */
  public String reason() {
    return reason;
  }
}
