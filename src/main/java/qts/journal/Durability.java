package qts.journal;

import org.jspecify.annotations.Nullable;

/** How far a journal is durable, whether it will get any further, and those who wait for it. */
final class Durability {
  private final JournalLock lock;
  private final Patience patience;
  private volatile long awaited = -1;
  private volatile boolean closing;
  private volatile @Nullable JournalFailedException failure;
  private volatile long position;

  /** Everything up to {@code position} is durable; those who wait are patient at first. */
  Durability(JournalLock lock, Patience patience, long position) {
    this.lock = lock;
    this.patience = patience;
    this.position = position;
  }

  /** The last durable position, −1 for none. */
  long position() {
    return position;
  }

  /** Takes note of what became durable; needs the lock. */
  void advance(long to) {
    position = to;
    lock.progress.signalAll();
  }

  /** Whether anybody waits for {@code at} or what follows. */
  boolean isAwaited(long at) {
    return awaited >= at;
  }

  /** Throws unless records are still taken; needs the lock. */
  void checkAlive() throws JournalFailedException {
    if (failure != null) {
      throw new JournalFailedException("the journal failed earlier", failure);
    }
    if (closing) {
      throw new JournalFailedException("the journal is closed");
    }
  }

  /** Throws when what is not durable by now will never be; needs the lock. */
  void checkNotFailed() throws JournalFailedException {
    if (failure != null) {
      throw new JournalFailedException("the journal failed before this was durable", failure);
    }
  }

  /** Whether the journal is being closed. */
  boolean isClosing() {
    return closing;
  }

  /** Whether no more records are taken, for good. */
  boolean isOver() {
    lock.lock();
    try {
      return closing || failure != null;
    } finally {
      lock.unlock();
    }
  }

  /** Takes no more records; false when that was so before. */
  boolean close() {
    lock.lock();
    try {
      if (closing) {
        return false;
      }
      closing = true;
      lock.signalAll();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Nothing more will become durable. */
  void fail(JournalFailedException cause) {
    lock.lock();
    try {
      failure = cause;
      lock.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Nullable JournalFailedException failure() {
    lock.lock();
    try {
      return failure;
    } finally {
      lock.unlock();
    }
  }

  /** Returns when {@code at} is durable. */
  void await(long at) throws JournalFailedException {
    if (position < at) {
      ask(at);
      patience.lastsUntil(() -> position >= at || failure != null);
    }
    if (position < at) {
      sleepUntil(at);
    }
  }

  private void sleepUntil(long at) throws JournalFailedException {
    lock.lock();
    try {
      while (position < at) {
        checkNotFailed();
        lock.progress.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Rings without the lock, which the writer takes next. */
  private void ask(long at) {
    lock.lock();
    try {
      awaited = Math.max(awaited, at);
    } finally {
      lock.unlock();
    }
    lock.work.ring();
  }

  /** Waits up to {@code nanos} for records behind {@code at}; true when there are any. */
  boolean awaitBeyond(long at, long nanos) throws InterruptedException {
    lock.lock();
    try {
      long left = nanos;
      while (position <= at && failure == null && !closing && left > 0) {
        left = lock.progress.awaitNanos(left);
      }
      return position > at;
    } finally {
      lock.unlock();
    }
  }
}
