package qts.decision.rules;

/** The names every rule set has without defining them. Each has the slot of its ordinal. */
enum BuiltIn {
  /** Milliseconds from the snapshot's own time to its receiving. */
  AGE_MS("age_ms", false),
  /** Milliseconds since the snapshot before of the same symbol, by their own times. */
  SILENCE_MS("silence_ms", false),
  /** The quantity of the order at hand. */
  ORDER_QTY("order_qty", true),
  /** Its quantity times its limit price, or else its reference price. */
  ORDER_NOTIONAL("order_notional", true),
  /** The orders of this symbol that passed within 60 s, this one included. */
  ORDERS_LAST_MINUTE("orders_last_minute", true),
  /** The same over all symbols. */
  ORDERS_LAST_MINUTE_ALL("orders_last_minute_all", true);

  private final String label;
  private final boolean ofOrder;

  BuiltIn(String label, boolean ofOrder) {
    this.label = label;
    this.ofOrder = ofOrder;
  }

  String label() {
    return label;
  }

  /** Whether it is known only once there is an order, and so only to blocking rules. */
  boolean isOfOrder() {
    return ofOrder;
  }

  int slot() {
    return ordinal();
  }
}
