package qts.journal;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The one lock of a journal, and what its threads wait for under it. */
final class JournalLock {
  private final ReentrantLock lock = new ReentrantLock();

  /** There is something for the writer to do. */
  final Condition work = lock.newCondition();

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

  /** Wakes everybody, because the journal ends. */
  void signalAll() {
    work.signalAll();
    room.signalAll();
    progress.signalAll();
  }
}
