package qts.verify;

/**
 * Something that can't be so in an untouched journal.
 *
 * @param file the name of the file within the journal's folder
 * @param offset where it begins in the file, bytes
 * @param firstPosition the first record it touches; −1 when it touches none that can be named
 * @param lastPosition the last of them
 */
record Violation(String file, long offset, long firstPosition, long lastPosition, String what) {

  /** Whether positions can be named. */
  boolean hasPositions() {
    return firstPosition >= 0 && lastPosition >= firstPosition;
  }

  /** The positions in words. */
  String positions() {
    return firstPosition == lastPosition
        ? "position " + firstPosition
        : "positions " + firstPosition + " to " + lastPosition;
  }

  @Override
  public String toString() {
    return file + ", byte " + offset + (hasPositions() ? ", " + positions() : "") + ": " + what;
  }
}
