package qts.observer;

/** What a {@link Guard} says about one snapshot. */
public sealed interface GuardDecision {
  GuardDecision PASS = new Pass();

  /** Nothing stands against it. */
  record Pass() implements GuardDecision {
    /** The reason a PatternRecord gives for it. */
    static final String REASON = "OK";
  }

  /** It must not be recorded as a snapshot; a blocked record with this finding is. */
  record Block(Finding finding) implements GuardDecision {}

  /** It is recorded, but nobody is to act on it. */
  record NoOp(String reason) implements GuardDecision {}
}
