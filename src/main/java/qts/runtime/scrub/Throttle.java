package qts.runtime.scrub;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import qts.journal.ScrubPace;

/** Keeps a scrub to a number of bytes a second, and stops it. For use by any threads. */
public final class Throttle implements ScrubPace {
  private static final double NANOS_PER_SECOND = 1e9;

  private final long bytesPerSecond;
  private final LongConsumer read;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition stopping = lock.newCondition();
  private long due = System.nanoTime();
  private boolean stopped;

  /**
   * @param bytesPerSecond how much is read in a second; 0 for as much as possible
   * @param read hears how many bytes were read each time
   */
  public Throttle(long bytesPerSecond, LongConsumer read) {
    this.bytesPerSecond = bytesPerSecond;
    this.read = read;
  }

  @Override
  public boolean onRead(long bytes) {
    read.accept(bytes);
    lock.lock();
    try {
      if (bytesPerSecond > 0) {
        due = Math.max(due, System.nanoTime());
        due += (long) (bytes * NANOS_PER_SECOND / bytesPerSecond);
      }
      return await(due);
    } finally {
      lock.unlock();
    }
  }

  /** Waits until {@code nanos} on the monotonic clock; false when the scrub is to stop. */
  private boolean await(long nanos) {
    try {
      for (long left = nanos - System.nanoTime(); left > 0 && !stopped; ) {
        left = stopping.awaitNanos(left);
      }
      return !stopped;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Waits for {@code millis}; false when the scrub is to stop. */
  boolean pause(long millis) {
    lock.lock();
    try {
      return await(System.nanoTime() + millis * 1_000_000);
    } finally {
      lock.unlock();
    }
  }

  /** From now on everything that waits returns, and the scrub stops. */
  public void stop() {
    lock.lock();
    try {
      stopped = true;
      stopping.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
