package qts.decision;

import qts.decision.json.ContractViolation;

/** How an order would have been priced. */
public enum OrderType {
  MARKET,
  LIMIT,
  NONE;

  public static OrderType of(String word) {
    return switch (word) {
      case "MARKET" -> MARKET;
      case "LIMIT" -> LIMIT;
      case "NONE" -> NONE;
      default ->
          throw ContractViolation.value(
              "",
              "order_type must be MARKET/LIMIT/NONE, got: '" + word + "'",
              "MARKET/LIMIT/NONE",
              word);
    };
  }
}
