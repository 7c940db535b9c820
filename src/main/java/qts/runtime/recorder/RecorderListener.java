package qts.runtime.recorder;

import qts.journal.JournalFailedException;

/**
 * Hears of what a recorder does. Called on the threads that do it: must be quick, must not throw.
 */
public interface RecorderListener {

  /** The journal failed: nothing is acknowledged any more and the process must end. */
  void onFailure(JournalFailedException failure);

  /**
   * The inputs of one call were taken.
   *
   * @param takeNanos how long it took to scan them, put them in order and judge them
   * @param commitNanos how long it then took until they were durable; 0 when nobody waited for that
   */
  default void onTaken(IntakeReport report, long takeNanos, long commitNanos) {}

  /**
   * A group became durable.
   *
   * @param syncNanos how long writing and syncing it took
   */
  default void onCommit(long syncNanos) {}
}
