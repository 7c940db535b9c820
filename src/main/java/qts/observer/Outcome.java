package qts.observer;

import java.util.Set;

/**
 * What became of one received input. Every input ends in exactly one of these. Positions are those
 * of the record in the journal.
 */
public sealed interface Outcome {

  /**
   * The snapshot is recorded.
   *
   * @param flags what was noticed about it, as the bits of {@link SemanticRule}
   */
  record Recorded(long position, int flags) implements Outcome {
    public Set<SemanticRule> rules() {
      return SemanticRule.ofBits(flags);
    }
  }

  /** The same snapshot is recorded already, at this position. */
  record Duplicate(long position) implements Outcome {}

  /** The input does not meet the contract or a rule; the rejected record holds the finding. */
  record Rejected(long position, Finding finding) implements Outcome {}

  /** A guard stopped the snapshot; the blocked record holds the finding. */
  record Blocked(long position, Finding finding) implements Outcome {}

  /** There was no room: the input was counted and not looked at. */
  record Shed(Finding finding) implements Outcome {}
}
