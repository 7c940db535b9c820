package qts.journal;

/**
 * Hears of what the journal does. Called on the journal's own threads: must be quick, must not
 * throw.
 */
public interface JournalListener {

  /**
   * A group became durable.
   *
   * @param rawBytes notes and payloads as they came
   * @param frameBytes what was written
   * @param encodeNanos how long encoding and compressing took
   * @param syncNanos how long writing and syncing took
   */
  void onCommit(int records, long rawBytes, long frameBytes, long encodeNanos, long syncNanos);

  /** A new segment was begun. */
  void onSegment(String name);

  /**
   * There is no room for another segment, because of {@code obstacle}; called again with false when
   * there is.
   */
  void onFull(boolean full, String obstacle);

  /**
   * The journal may grow by {@code mayGrowBytes} only, because of {@code limit}; called again with
   * false when that is no worry any more.
   */
  void onLow(boolean low, long mayGrowBytes, String limit);

  /** The journal failed and will write no more. */
  void onFailure(JournalFailedException failure);

  /** Something is wrong that costs no record, such as an index that could not be saved. */
  void onWarning(String what);

  /**
   * A reader came upon records that can't be read. Told every time it happens, on the reader's
   * thread.
   */
  default void onDamage(Damage damage) {}
}
