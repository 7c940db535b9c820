package qts.decision;

import qts.observer.Finding;

/** What became of reading a decision. */
public sealed interface DecisionReading {

  /** The input meets the contract. */
  record Accepted(Decision decision) implements DecisionReading {}

  /** The input does not meet the contract, and why. */
  record Refused(Finding finding) implements DecisionReading {}
}
