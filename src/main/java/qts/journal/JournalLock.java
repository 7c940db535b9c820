package qts.journal;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The one lock of a journal, and what its threads wait for. */
final class JournalLock {
  private final ReentrantLock lock = new ReentrantLock();

  /** There is something for the writer to do; it waits for that without the lock. */
  final Bell work = new Bell();

  /** Appenders may go on, or must not. */
  final Condition room = lock.newCondition();

  /** More is durable, or nothing more will be. */
  final Condition progress = lock.newCondition();

  void lock() {
    lock.lock();
  }

  void unlock() {
    lock.unlock();
  }

  /**
   * Takes the lock unless this thread has it already, as within a run of appends, where that costs
   * less than taking it once more; to be given to {@link #leave}.
   */
  boolean enter() {
    boolean held = lock.isHeldByCurrentThread();
    if (!held) {
      lock.lock();
    }
    return !held;
  }

  /** Gives back what {@link #enter} took. */
  void leave(boolean entered) {
    if (entered) {
      lock.unlock();
    }
  }

  /** Wakes everybody, because the journal ends. */
  void signalAll() {
    work.ring();
    room.signalAll();
    progress.signalAll();
  }
}
