package qts.journal;

/** What there is of the index of a segment. */
public enum IndexState {
  /** The index file is there and says what the segment holds. */
  OK,
  /** There is no index file; it is made when it is needed. */
  MISSING,
  /** The index file is damaged or of another state of the segment; it is made anew when needed. */
  STALE,
  /** The segment still takes records and has no index file yet. */
  NONE
}
