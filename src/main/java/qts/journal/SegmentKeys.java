package qts.journal;

/**
 * The keys of all records of one segment in memory, sorted when somebody first wants them so. Safe
 * for use by several threads.
 */
final class SegmentKeys {
  private final int records;
  private long[] keys;
  private boolean sorted;

  /**
   * The keys of {@code records} records in the order of the records, 0 for none.
   *
   * @param byPlace not to be used by anybody else from now on
   */
  SegmentKeys(long[] byPlace, int records) {
    this.keys = byPlace;
    this.records = records;
  }

  /** The entries of a {@link KeyTable}. */
  synchronized long[] sorted() {
    if (!sorted) {
      keys = KeyTable.sorted(keys, records);
      sorted = true;
    }
    return keys;
  }
}
