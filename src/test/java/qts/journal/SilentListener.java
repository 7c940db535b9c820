package qts.journal;

/** Keeps what went wrong and lets the rest pass. */
public class SilentListener implements JournalListener {
  @Override
  public void onCommit(
      int records, long rawBytes, long frameBytes, long encodeNanos, long syncNanos) {}

  @Override
  public void onSegment(String name) {}

  @Override
  public void onFull(boolean full, String obstacle) {}

  @Override
  public void onLow(boolean low, long mayGrowBytes, String limit) {}

  @Override
  public void onFailure(JournalFailedException failure) {
    throw new AssertionError("the journal failed", failure);
  }

  @Override
  public void onWarning(String what) {
    throw new AssertionError(what);
  }
}
