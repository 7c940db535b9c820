package qts.decision;

import qts.decision.json.ContractViolation;

/** How an order is tried out. There is no real mode: this system records and never trades. */
public enum ExecutionMode {
  VIRTUAL,
  SIM;

  public static ExecutionMode of(String word) {
    return switch (word) {
      case "VIRTUAL" -> VIRTUAL;
      case "SIM" -> SIM;
      case "REAL" ->
          throw ContractViolation.value(
              "",
              "mode REAL does not exist here: this system records and never trades;"
                  + " use VIRTUAL or SIM",
              "VIRTUAL/SIM",
              word);
      default ->
          throw ContractViolation.value(
              "", "mode must be VIRTUAL/SIM, got: '" + word + "'", "VIRTUAL/SIM", word);
    };
  }
}
