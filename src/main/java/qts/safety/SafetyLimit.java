package qts.safety;

/** The limits an intended order is held against. */
public enum SafetyLimit {
  /** The largest quantity of one order. */
  MAX_ORDER_QTY,
  /** The largest quantity times price of one order, in the currency of the market. */
  MAX_ORDER_NOTIONAL,
  /** The most orders intended within 60 seconds. */
  MAX_ORDERS_PER_MINUTE
}
