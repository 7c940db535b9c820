package qts.runtime.bench;

import java.util.concurrent.atomic.AtomicLong;
import qts.journal.JournalFailedException;
import qts.journal.JournalListener;

/** Counts the bytes that a journal writes; whatever goes wrong shows where it is waited for. */
final class CommitCounter implements JournalListener {
  private final AtomicLong bytes = new AtomicLong();

  /** What all frames took so far. */
  long bytes() {
    return bytes.get();
  }

  @Override
  public void onCommit(
      int records, long rawBytes, long frameBytes, long encodeNanos, long syncNanos) {
    bytes.addAndGet(frameBytes);
  }

  @Override
  public void onSegment(String name) {}

  @Override
  public void onFull(boolean full, String obstacle) {}

  @Override
  public void onLow(boolean low, long mayGrowBytes, String limit) {}

  @Override
  public void onFailure(JournalFailedException failure) {}

  @Override
  public void onWarning(String what) {}
}
