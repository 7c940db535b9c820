package qts.journal;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Wakes the one thread that waits for work, without a lock: whoever rings doesn't hold it up, and
 * is not held up by it. What a ring is about must be visible to other threads before; who waits
 * calls {@link #clear} first, then looks for work, then {@link #await}, so that no ring is lost.
 */
final class Bell {
  private volatile boolean rung;
  private volatile @Nullable Thread asleep;

  /** Wakes who waits, or who will. */
  void ring() {
    rung = true;
    Thread sleeper = asleep;
    if (sleeper != null) {
      LockSupport.unpark(sleeper);
    }
  }

  /** Whether it rang since {@link #clear}. */
  boolean hasRung() {
    return rung;
  }

  /** Forgets that it rang. */
  void clear() {
    rung = false;
  }

  /**
   * Waits until it has rung since {@link #clear}, for up to {@code nanos} and perhaps less; whether
   * it has. Of one thread at a time, which must not be interrupted.
   */
  boolean await(long nanos) {
    asleep = Thread.currentThread();
    if (!rung) {
      LockSupport.parkNanos(this, nanos);
    }
    asleep = null;
    if (Thread.currentThread().isInterrupted()) {
      throw new IllegalStateException("a thread of the journal must not be interrupted");
    }
    return rung;
  }
}
