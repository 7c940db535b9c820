package qts.decision;

import qts.decision.json.ContractViolation;

/** What a strategy judged should be done. */
public enum Action {
  BUY,
  SELL,
  /** Keep the position as it is; a judgment, never an order. */
  HOLD,
  NONE;

  /** The words of an order. */
  static final String ORDERS = "BUY/SELL/NONE";

  private static final String JUDGMENTS = "BUY/SELL/HOLD/NONE";

  /** The action a judgment names. */
  public static Action ofJudgment(String word) {
    return switch (word) {
      case "BUY" -> BUY;
      case "SELL" -> SELL;
      case "HOLD" -> HOLD;
      case "NONE" -> NONE;
      default -> throw wrong("", JUDGMENTS, word);
    };
  }

  /** The action an order names: {@link #HOLD} is none of them. */
  static Action ofOrder(String word) {
    return switch (word) {
      case "BUY" -> BUY;
      case "SELL" -> SELL;
      case "NONE" -> NONE;
      default -> throw wrong("", ORDERS, word);
    };
  }

  static ContractViolation wrong(String path, String allowed, String word) {
    String reason = "action must be " + allowed + ", got: '" + word + "'";
    return ContractViolation.value(path, reason, allowed, word);
  }
}
