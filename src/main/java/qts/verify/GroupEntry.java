package qts.verify;

/** A group as the journal's tree sees it. */
record GroupEntry(long firstPosition, int records, Hash root) {

  long lastPosition() {
    return firstPosition + records - 1;
  }
}
