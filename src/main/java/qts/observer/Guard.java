package qts.observer;

/**
 * The safety gate behind validation: may stop a snapshot for reasons that lie outside of it. Called
 * by one thread at a time, in the order of receiving; what a guard counts is its own.
 */
@FunctionalInterface
public interface Guard {
  /** Lets everything pass. */
  Guard NONE = (snapshot, receiveMillis) -> GuardDecision.PASS;

  /**
   * Decides about a snapshot that meets the contract and the rules.
   *
   * @param snapshot valid during the call only
   * @param receiveMillis when it was received, epoch milliseconds
   */
  GuardDecision decide(ScannedSnapshot snapshot, long receiveMillis);
}
