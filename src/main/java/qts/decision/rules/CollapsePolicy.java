package qts.decision.rules;

/**
 * When repeats of a block become one record.
 *
 * @param keptPerPeriod how many blocks of one rule and symbol are kept one by one in a period; at
 *     least 1
 * @param periodMillis the length of a period by receive time; above 0
 * @param maxOpen the most periods open at once; at the limit the one opened first is closed early
 */
public record CollapsePolicy(int keptPerPeriod, long periodMillis, int maxOpen) {

  /** Ten a second, a thousand rules and symbols. */
  public static final CollapsePolicy DEFAULT = new CollapsePolicy(10, 1_000, 1_000);

  public CollapsePolicy {
    if (keptPerPeriod < 1 || periodMillis < 1 || maxOpen < 1) {
      throw new IllegalArgumentException("every part of a collapse policy is at least 1");
    }
  }
}
