package qts.runtime.stop;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Tells a thread that pauses between turns to end. For use by any threads. */
public final class StopSignal {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition given = lock.newCondition();
  private boolean stopped;

  /**
   * Waits for {@code nanos}.
   *
   * @return false as soon as the signal is given or the thread is interrupted
   */
  public boolean pause(long nanos) {
    lock.lock();
    try {
      long left = nanos;
      while (left > 0 && !stopped) {
        left = given.awaitNanos(left);
      }
      return !stopped;
    } catch (InterruptedException e) {
      return false;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Gives the signal to {@code thread}, which waits for it, and waits for the thread to end.
   *
   * @return false when the signal was given before
   */
  public boolean end(Thread thread) {
    boolean first = give();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return first;
  }

  private boolean give() {
    lock.lock();
    try {
      boolean first = !stopped;
      stopped = true;
      given.signalAll();
      return first;
    } finally {
      lock.unlock();
    }
  }
}
