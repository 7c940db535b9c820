package qts.journal;

/** A committed frame and where it begins in its segment. */
record Frame(long offset, FrameHeader header) {

  long end() {
    return offset + header.frameLength();
  }

  boolean mayHold(ReadRange range) {
    return header.type() == FrameHeader.Type.GROUP
        && header.lastPosition() >= range.fromPosition()
        && header.firstPosition() <= range.toPosition()
        && header.maxEventMillis() >= range.fromMillis()
        && header.minEventMillis() <= range.toMillis()
        && (header.kinds() & range.kinds()) != 0
        && mayHoldKey(range.symbolHash())
        && mayHoldKey(range.sessionHash());
  }

  private boolean mayHoldKey(long hash) {
    return hash == 0 || KeyFilter.mayHold(header.filterLow(), header.filterHigh(), hash);
  }
}
