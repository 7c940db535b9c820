package qts.decision;

import qts.decision.json.ContractViolation;

/** How an attempt ended. */
public enum ExecutionStatus {
  ACCEPTED,
  REJECTED,
  SKIPPED;

  static ExecutionStatus of(String word) {
    return switch (word) {
      case "ACCEPTED" -> ACCEPTED;
      case "REJECTED" -> REJECTED;
      case "SKIPPED" -> SKIPPED;
      default ->
          throw ContractViolation.value(
              "",
              "status must be ACCEPTED/REJECTED/SKIPPED, got: '" + word + "'",
              "ACCEPTED/REJECTED/SKIPPED",
              word);
    };
  }
}
