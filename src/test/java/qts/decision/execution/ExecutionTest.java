package qts.decision.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import qts.decision.Action;
import qts.decision.ExecutionContext;
import qts.decision.ExecutionMode;
import qts.decision.ExecutionResult;
import qts.decision.ExecutionStatus;
import qts.decision.Hint;
import qts.decision.Order;
import qts.decision.OrderType;
import qts.decision.RiskLimits;
import qts.decision.Seeded;
import qts.decision.json.JsonNumber;
import qts.decision.json.JsonObject;
import qts.decision.json.JsonReader;

/** The guards keep their order whatever else is wrong with an attempt. */
class ExecutionTest {
  private static final int ATTEMPTS = 5_000;

  /** The wanted order, written down on its own: what blocks, and who says so. */
  @Test
  void theFirstVirtualGuardThatHasAReasonToBlockAnswers() {
    Seeded seeded = new Seeded("virtual guard order");
    for (int i = 0; i < ATTEMPTS; i++) {
      Attempt attempt = Attempt.random(seeded);
      ExecutionResult result =
          new VirtualExecution().attempt(attempt.order(), attempt.hint(), attempt.context());
      assertThat(Ending.of(result)).as(attempt.toString()).isEqualTo(virtual(attempt));
    }
  }

  @Test
  void theFirstSimulationGuardThatHasAReasonToBlockAnswers() {
    Seeded seeded = new Seeded("simulation guard order");
    for (int i = 0; i < ATTEMPTS; i++) {
      Attempt attempt = Attempt.random(seeded);
      ExecutionResult result =
          new SimulatedExecution().attempt(attempt.order(), attempt.hint(), attempt.context());
      assertThat(Ending.of(result)).as(attempt.toString()).isEqualTo(simulated(attempt));
    }
  }

  @Test
  void aFillNeverExceedsTheRequestOrTheLimitAndNeverBeatsTheReferencePrice() {
    Seeded seeded = new Seeded("simulated fills");
    for (int i = 0; i < ATTEMPTS; i++) {
      Attempt attempt = Attempt.random(seeded);
      ExecutionResult result =
          new SimulatedExecution().attempt(attempt.order(), attempt.hint(), attempt.context());
      if (result.simulation() == null) {
        continue;
      }
      assertThat(result.simulation().fillQty())
          .isPositive()
          .isLessThanOrEqualTo(result.simulation().requestedQty())
          .isLessThanOrEqualTo(
              attempt.context().riskLimits().maxFillQty().orElse(JsonNumber.of(1e300).truncated()));
      double cost =
          result.simulation().fillPrice().doubleValue()
              - result.simulation().referencePrice().doubleValue();
      assertThat(attempt.order().action() == Action.BUY ? cost : -cost).isGreaterThanOrEqualTo(0);
    }
  }

  @Test
  void theNoOpExecutionNeverDoesAnything() {
    Attempt attempt = Attempt.random(new Seeded("no-op"));
    assertThat(
            Ending.of(
                new NoOpExecution().attempt(attempt.order(), attempt.hint(), attempt.context())))
        .isEqualTo(new Ending(ExecutionMode.VIRTUAL, ExecutionStatus.SKIPPED, "G_EXE_NOOP_POLICY"));
  }

  private static Ending virtual(Attempt attempt) {
    if (attempt.order.action() == Action.NONE) {
      return new Ending(ExecutionMode.VIRTUAL, ExecutionStatus.SKIPPED, null);
    }
    String by = null;
    // From the last guard to the first: what stands earlier overrules.
    by = attempt.context.anomalyFlags().isEmpty() ? by : "G_EXE_ANOMALY";
    by = attempt.context.killSwitch() ? "G_EXE_KILLSWITCH_ON" : by;
    by = attempt.context.tradingEnabled() ? by : "G_EXE_TRADING_DISABLED";
    by = attempt.order.qty() == null ? "G_EXE_QTY_NONPOSITIVE" : by;
    by =
        Objects.requireNonNullElse(attempt.order.symbol(), "").isEmpty()
            ? "G_EXE_SYMBOL_EMPTY"
            : by;
    return ending(ExecutionMode.VIRTUAL, by);
  }

  private static Ending simulated(Attempt attempt) {
    if (attempt.context.killSwitch()) {
      return ending(ExecutionMode.SIM, "G_KILL_SWITCH");
    }
    if (attempt.order.action() == Action.NONE) {
      return new Ending(ExecutionMode.SIM, ExecutionStatus.SKIPPED, null);
    }
    JsonNumber qty = attempt.order.qty();
    if (qty == null || qty.doubleValue() < 1) {
      return ending(ExecutionMode.SIM, "G_INVALID_QTY");
    }
    return ending(ExecutionMode.SIM, attempt.priced ? null : "G_SIM_NO_REFERENCE_PRICE");
  }

  private static Ending ending(ExecutionMode mode, @Nullable String blockedBy) {
    return new Ending(
        mode, blockedBy == null ? ExecutionStatus.ACCEPTED : ExecutionStatus.REJECTED, blockedBy);
  }

  private record Ending(ExecutionMode mode, ExecutionStatus status, @Nullable String blockedBy) {
    static Ending of(ExecutionResult result) {
      return new Ending(result.mode(), result.status(), result.blockedBy());
    }
  }

  private record Attempt(Order order, Hint hint, ExecutionContext context, boolean priced) {
    static Attempt random(Seeded seeded) {
      boolean priced = seeded.flag();
      String price =
          seeded.oneOf(priced ? List.of("71000", "0.5") : List.of("-1", "\"5\"", "null"));
      JsonObject constraints = JsonReader.object("{\"reference_price\":" + price + "}");
      JsonNumber qty = new JsonNumber(seeded.oneOf(List.of("1", "2.5", "0.3", "1e-5", "99")));
      Order order =
          new Order(
              seeded.oneOf(List.of(Action.BUY, Action.SELL, Action.NONE)),
              seeded.oneOf(List.of("", "005930", "삼성전자")),
              seeded.flag() ? qty : null,
              OrderType.MARKET,
              null,
              null);
      JsonObject limits =
          JsonReader.object(
              seeded.oneOf(List.of("{}", "{\"max_fill_qty\":5,\"slippage_rate\":0.1}")));
      ExecutionContext context =
          ExecutionContext.of(
              seeded.flag(),
              seeded.flag(),
              seeded.flag() ? List.of() : List.of("GAP"),
              new RiskLimits(limits));
      return new Attempt(order, new Hint(true, null, null, constraints, null), context, priced);
    }
  }
}
