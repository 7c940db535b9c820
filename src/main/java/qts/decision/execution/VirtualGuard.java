package qts.decision.execution;

import org.jspecify.annotations.Nullable;
import qts.decision.ExecutionContext;
import qts.decision.Order;
import qts.decision.json.JsonArray;
import qts.decision.json.JsonBoolean;
import qts.decision.json.JsonObject;
import qts.decision.json.JsonText;
import qts.decision.json.JsonValue;

/** The guards in front of virtual execution, in the order they are asked. */
public enum VirtualGuard {
  G_EXE_SYMBOL_EMPTY("symbol is empty"),
  G_EXE_QTY_NONPOSITIVE("qty must be positive"),
  G_EXE_TRADING_DISABLED("trading_enabled is False"),
  G_EXE_KILLSWITCH_ON("kill_switch is ON"),
  G_EXE_ANOMALY("anomaly flags present");

  private final String reason;

  VirtualGuard(String reason) {
    this.reason = reason;
  }

  /** Why it says no, for a person. */
  public String reason() {
    return reason;
  }

  /** Whether this guard alone would say no. */
  public boolean blocks(Order order, ExecutionContext context) {
    return switch (this) {
      case G_EXE_SYMBOL_EMPTY -> order.symbol() == null || order.symbol().isBlank();
      case G_EXE_QTY_NONPOSITIVE -> order.qty() == null || !order.qty().isPositive();
      case G_EXE_TRADING_DISABLED -> !context.tradingEnabled();
      case G_EXE_KILLSWITCH_ON -> context.killSwitch();
      case G_EXE_ANOMALY -> !context.anomalyFlags().isEmpty();
    };
  }

  /** What it allows. */
  public JsonValue limit() {
    return switch (this) {
      case G_EXE_SYMBOL_EMPTY -> new JsonText("not empty");
      case G_EXE_QTY_NONPOSITIVE -> JsonObject.builder().put("above", 0).build();
      case G_EXE_TRADING_DISABLED -> JsonBoolean.TRUE;
      case G_EXE_KILLSWITCH_ON -> JsonBoolean.FALSE;
      case G_EXE_ANOMALY -> new JsonText("no anomaly");
    };
  }

  /** The value it looks at; null where there is none. */
  public @Nullable JsonValue actual(Order order, ExecutionContext context) {
    return switch (this) {
      case G_EXE_SYMBOL_EMPTY -> new JsonText(order.symbol() == null ? "" : order.symbol());
      case G_EXE_QTY_NONPOSITIVE -> order.qty();
      case G_EXE_TRADING_DISABLED -> JsonBoolean.of(context.tradingEnabled());
      case G_EXE_KILLSWITCH_ON -> JsonBoolean.of(context.killSwitch());
      case G_EXE_ANOMALY -> JsonArray.ofTexts(context.anomalyFlags());
    };
  }
}
