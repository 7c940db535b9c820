package qts.observer;

/** {@code metadata.guard.action} of a PatternRecord. The ordinal is stored and stays. */
public enum GuardAction {
  PASS,
  BLOCK,
  NO_OP
}
