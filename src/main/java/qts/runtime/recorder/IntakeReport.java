package qts.runtime.recorder;

import java.util.List;

/**
 * What became of everything that was sent in one call.
 *
 * @param firstPosition the first position that was written for it; −1 when there is none
 * @param lastPosition the last such position, or that of the earlier record for a lone duplicate
 * @param refusals the first {@link #MAX_REFUSALS} inputs that were not recorded as snapshots
 * @param durable whether all of it is durable
 * @param duplicatesKnownFrom what was recorded before this position and is sent again is recorded
 *     again: its key is not remembered any more
 */
public record IntakeReport(
    Counts counts,
    long firstPosition,
    long lastPosition,
    List<Refusal> refusals,
    boolean durable,
    long duplicatesKnownFrom) {

  /** The most refusals that are listed one by one; all are counted, and each has its record. */
  public static final int MAX_REFUSALS = 1_000;

  public IntakeReport {
    refusals = List.copyOf(refusals);
  }

  /** How many refusals are counted but not listed. */
  public long unlisted() {
    return counts.rejected() + counts.blocked() + counts.shed() - refusals.size();
  }
}
