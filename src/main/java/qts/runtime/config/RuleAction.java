package qts.runtime.config;

/** What happens to a snapshot that does not meet a semantic rule. */
public enum RuleAction {
  /** It becomes a rejected record. */
  REJECT,
  /** It is recorded with the rule's flag beside it. */
  FLAG,
  /** The rule is not looked at. */
  IGNORE
}
