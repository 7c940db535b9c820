package qts.journal;

/**
 * Positions that should be in a journal and that no frame holds.
 *
 * @param fromMillis the earliest event time of the records before it
 * @param toMillis the latest event time of the records after it
 */
record Hole(Damage damage, long fromMillis, long toMillis) {

  /** Whether records of the range may have been there. */
  boolean mayHold(ReadRange range) {
    return damage.lastLost() >= range.fromPosition()
        && damage.firstLost() <= range.toPosition()
        && toMillis >= range.fromMillis()
        && fromMillis <= range.toMillis();
  }
}
