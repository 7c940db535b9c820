package qts.journal;

/**
 * A place in the journal where the bytes are not what was written.
 *
 * @param file the file's name within the journal
 * @param offset where in the file, bytes
 * @param what what is wrong there
 * @param firstLost the first position that can't be read because of it
 * @param lastLost the last such position; less than {@code firstLost} when no record is lost
 */
public record Damage(String file, long offset, String what, long firstLost, long lastLost) {

  /** How many records can't be read because of it. */
  public long lost() {
    return Math.max(0, lastLost - firstLost + 1);
  }
}
