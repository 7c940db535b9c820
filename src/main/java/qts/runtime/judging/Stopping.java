package qts.runtime.judging;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Whether the rules are to stop where they are. For any threads. */
final class Stopping {
  private static final long WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition stopping = lock.newCondition();
  private volatile boolean stopped;

  boolean isStopped() {
    return stopped;
  }

  /** Lets everybody stop where he is. */
  void stop() {
    lock.lock();
    try {
      stopped = true;
      stopping.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits a moment for room on the disk; false when the wait is given up. */
  boolean awaitRoom() {
    lock.lock();
    try {
      long left = WAIT_NANOS;
      while (!stopped && left > 0) {
        left = stopping.awaitNanos(left);
      }
      return !stopped;
    } catch (InterruptedException e) {
      throw new IllegalStateException("the rules must not be interrupted", e);
    } finally {
      lock.unlock();
    }
  }
}
