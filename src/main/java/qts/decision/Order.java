package qts.decision;

import org.jspecify.annotations.Nullable;
import qts.decision.json.ContractViolation;
import qts.decision.json.JsonBytes;
import qts.decision.json.JsonFields;
import qts.decision.json.JsonNumber;
import qts.decision.json.JsonObject;

/**
 * An order as decided. A description only: nothing in this system can place it.
 *
 * @param action BUY, SELL or NONE
 * @param symbol null or empty where the strategy named none; a guard's matter, not the contract's
 * @param qty above zero when present
 * @param limitPrice above zero for {@link OrderType#LIMIT}
 * @param unknown fields beyond the contract, kept as they came and outside the fingerprint
 */
public record Order(
    Action action,
    @Nullable String symbol,
    @Nullable JsonNumber qty,
    OrderType orderType,
    @Nullable JsonNumber limitPrice,
    @Nullable String reason,
    JsonObject unknown) {

  public Order {
    if (action == Action.HOLD) {
      throw Action.wrong("action", Action.ORDERS, action.name());
    }
    if (qty != null && !qty.isPositive()) {
      String got = qty.pythonText();
      throw ContractViolation.value(
          "qty", "qty must be positive when provided, got: " + got, "> 0", got);
    }
    if (orderType == OrderType.LIMIT && (limitPrice == null || !limitPrice.isPositive())) {
      throw ContractViolation.value(
          "limit_price",
          "LIMIT order_type requires positive limit_price",
          "> 0",
          limitPrice == null ? "" : limitPrice.text());
    }
  }

  /** An order with nothing beyond the contract. */
  public Order(
      Action action,
      @Nullable String symbol,
      @Nullable JsonNumber qty,
      OrderType orderType,
      @Nullable JsonNumber limitPrice,
      @Nullable String reason) {
    this(action, symbol, qty, orderType, limitPrice, reason, JsonObject.EMPTY);
  }

  /** Whether there is anything to execute. */
  public boolean isIntended() {
    return action != Action.NONE;
  }

  public static Order read(JsonFields fields) {
    Action action = fields.requiredWord("action", Action::ofOrder);
    String symbol = fields.text("symbol");
    JsonNumber qty = fields.number("qty");
    OrderType type = fields.requiredWord("order_type", OrderType::of);
    JsonNumber limitPrice = fields.number("limit_price");
    String reason = fields.text("reason");
    JsonObject unknown = fields.rest();
    return fields.build(() -> new Order(action, symbol, qty, type, limitPrice, reason, unknown));
  }

  /** The order as it is written, unknown fields last. */
  public JsonObject toJson() {
    return contract().putAll(unknown).build();
  }

  /** Appends the fields of the contract in the canonical form: sorted, so that none has to sort. */
  void writeCanonical(JsonBytes out) {
    out.plain("{\"action\": ").asciiText(action.name());
    number(out.plain(", \"limit_price\": "), limitPrice);
    out.plain(", \"order_type\": ").asciiText(orderType.name());
    number(out.plain(", \"qty\": "), qty);
    out.plain(", \"reason\": ").asciiTextOrNull(reason);
    out.plain(", \"symbol\": ").asciiTextOrNull(symbol);
    out.plain("}");
  }

  private static void number(JsonBytes out, @Nullable JsonNumber number) {
    out.plain(number == null ? "null" : number.pythonText());
  }

  /** The fields of the contract, all of them. */
  JsonObject.Builder contract() {
    return JsonObject.builder()
        .put("action", action.name())
        .put("symbol", symbol)
        .putOrNull("qty", qty)
        .put("order_type", orderType.name())
        .putOrNull("limit_price", limitPrice)
        .put("reason", reason);
  }
}
