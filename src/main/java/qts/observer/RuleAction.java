package qts.observer;

/** What happens to a snapshot that does not meet a {@link SemanticRule}. */
public enum RuleAction {
  /** It is not recorded; a rejected record with the finding is. */
  REJECT,
  /** It is recorded, and the rule's name stands beside it. */
  FLAG,
  /** The rule is not looked at. */
  IGNORE
}
