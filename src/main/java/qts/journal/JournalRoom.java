package qts.journal;

/**
 * The room that a journal has for more records.
 *
 * @param mayGrowBytes what new files may take, by the disk or by the quota
 * @param usedBytes what the journal's files take
 * @param quotaBytes the most they may take; 0 for no limit
 * @param reserveBytes the size of the reserve, for decisions and the recorder's own records
 * @param reserveLeftBytes what of it is left, with the rest of the last segment while it is full
 */
public record JournalRoom(
    State state,
    long mayGrowBytes,
    long usedBytes,
    long quotaBytes,
    long reserveBytes,
    long reserveLeftBytes) {

  /** How things stand. */
  public enum State {
    /** Nothing is wrong. */
    AMPLE,
    /** There is less room to grow than is worth a warning. */
    LOW,
    /** Snapshots are refused; decisions go into the reserve. */
    FULL
  }
}
