package qts.decision;

import java.math.BigInteger;
import qts.decision.json.JsonFields;
import qts.decision.json.JsonNumber;
import qts.decision.json.JsonObject;

/**
 * A simulated fill.
 *
 * @param referencePrice the price the hint named
 * @param requestedQty the whole part of the quantity asked for
 * @param fillQty what was filled, at most the limit
 * @param fillPrice the reference price moved against the order by the slippage
 */
public record Simulation(
    Action action,
    JsonNumber referencePrice,
    BigInteger requestedQty,
    BigInteger fillQty,
    JsonNumber fillPrice) {

  /** Whether less was filled than was asked for. */
  public boolean isPartial() {
    return fillQty.compareTo(requestedQty) < 0;
  }

  static Simulation read(JsonFields fields) {
    Simulation simulation =
        new Simulation(
            fields.requiredWord("action", Action::ofOrder),
            fields.requiredNumber("reference_price"),
            fields.requiredNumber("requested_qty").truncated(),
            fields.requiredNumber("fill_qty").truncated(),
            fields.requiredNumber("fill_price"));
    fields.value("result");
    return simulation;
  }

  JsonObject toJson() {
    return JsonObject.builder()
        .put("action", action.name())
        .put("reference_price", referencePrice)
        .put("requested_qty", JsonNumber.of(requestedQty))
        .put("fill_qty", JsonNumber.of(fillQty))
        .put("fill_price", fillPrice)
        .put("result", isPartial() ? "PARTIAL" : "FILLED")
        .build();
  }
}
