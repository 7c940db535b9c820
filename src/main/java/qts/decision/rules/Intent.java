package qts.decision.rules;

import org.jspecify.annotations.Nullable;
import qts.decision.Hint;
import qts.decision.Order;
import qts.decision.json.JsonNumber;
import qts.decision.json.JsonObject;

/** What a judging rule came to with the numbers of one snapshot. */
sealed interface Intent {

  /** HOLD or NONE: nothing to do. */
  record Stay() implements Intent {}

  /**
   * An order whose quantity or price is unknown or not above zero.
   *
   * @param what {@code qty} or {@code limit_price}
   * @param value NaN when unknown
   */
  record Unpriced(String what, double value) implements Intent {}

  /**
   * An order.
   *
   * @param notional quantity times limit price, or else reference price; NaN without either
   */
  record Ordered(Order order, Hint hint, double qty, double notional) implements Intent {}

  static Intent of(JudgingRule rule, SnapshotView view, double[] values) {
    OrderTemplate then = rule.then();
    if (!then.hasOrder()) {
      return new Stay();
    }
    double qty = value(then.qty(), values);
    if (!(qty > 0)) {
      return new Unpriced("qty", qty);
    }
    double limit = value(then.limitPrice(), values);
    if (then.limitPrice() != null && !(limit > 0)) {
      return new Unpriced("limit_price", limit);
    }
    double reference = value(then.referencePrice(), values);
    Order order =
        new Order(
            then.action(),
            view.symbol(),
            json(then.qty(), values),
            then.orderType(),
            json(then.limitPrice(), values),
            then.reason());
    double price = Double.isNaN(limit) ? reference : limit;
    double notional = Math.min(qty * price, Double.MAX_VALUE);
    return new Ordered(order, hint(then.referencePrice(), values), qty, notional);
  }

  private static Hint hint(@Nullable Operand referencePrice, double[] values) {
    JsonNumber price = json(referencePrice, values);
    JsonObject constraints =
        price == null
            ? JsonObject.EMPTY
            : JsonObject.builder().put("reference_price", price).build();
    return new Hint(true, null, null, constraints, null);
  }

  private static double value(@Nullable Operand operand, double[] values) {
    return operand == null ? Double.NaN : operand.value(values);
  }

  private static @Nullable JsonNumber json(@Nullable Operand operand, double[] values) {
    return operand == null || Double.isNaN(operand.value(values)) ? null : operand.json(values);
  }
}
