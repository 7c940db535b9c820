package qts.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the next segment file ready, full of zeros and synced, so that beginning a segment needs no
 * room on the disk and syncing it no new blocks. Has a thread of its own.
 */
final class Preallocator implements Closeable, Runnable {
  static final String SPARE = "spare";
  private static final String DRAFT = "spare.new";
  private static final int CHUNK_BYTES = 1 << 20;
  private static final long RETRY_NANOS = 1_000_000_000;

  private final Storage storage;
  private final long bytes;
  private final long reserve;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean wanted = true;
  private boolean ready;
  private boolean closed;
  private @Nullable IOException obstacle;

  /**
   * @param bytes the size of a segment
   * @param reserve how many bytes must stay free on the disk beside the next segment
   */
  Preallocator(Storage storage, long bytes, long reserve) throws IOException {
    this.storage = storage;
    this.bytes = bytes;
    this.reserve = reserve;
    if (storage.exists(SPARE)) {
      try (StorageFile spare = storage.open(SPARE, Storage.Mode.READ)) {
        ready = spare.size() == bytes && isBlank(spare);
      }
    }
    wanted = !ready;
  }

  private static boolean isBlank(StorageFile spare) throws IOException {
    ByteBuffer b = ByteBuffer.allocate(CHUNK_BYTES);
    for (long at = 0; ; at += b.limit()) {
      b.clear();
      if (spare.read(b, at) == 0) {
        return true;
      }
      for (int i = 0; i < b.position(); i++) {
        if (b.get(i) != 0) {
          return false;
        }
      }
    }
  }

  /** Whether the next segment can begin without any room on the disk. */
  enum State {
    READY,
    MAKING,
    OBSTRUCTED
  }

  State state() {
    lock.lock();
    try {
      return ready ? State.READY : obstacle == null ? State.MAKING : State.OBSTRUCTED;
    } finally {
      lock.unlock();
    }
  }

  /** Asks for the next spare; returns at once. */
  void request() {
    lock.lock();
    try {
      wanted = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * The name of the ready file, which is the caller's from now on; waits while it is being made.
   */
  String take() throws IOException {
    lock.lock();
    try {
      while (!ready && !closed) {
        IOException failure = obstacle;
        if (failure != null) {
          throw failure;
        }
        wanted = true;
        changed.signalAll();
        changed.awaitUninterruptibly();
      }
      ready = false;
      return SPARE;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void run() {
    while (awaitWanted()) {
      if (!makeIfWanted()) {
        pause();
      }
    }
  }

  /** Makes the spare when it is wanted; false when that failed. Called by one thread at a time. */
  boolean makeIfWanted() {
    if (!isWanted()) {
      return true;
    }
    @Nullable IOException failure = null;
    try {
      make();
    } catch (IOException e) {
      failure = e;
    }
    settle(failure);
    return failure == null;
  }

  private boolean isWanted() {
    lock.lock();
    try {
      return wanted && !closed;
    } finally {
      lock.unlock();
    }
  }

  private boolean awaitWanted() {
    lock.lock();
    try {
      while (!wanted && !closed) {
        changed.awaitUninterruptibly();
      }
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  private void settle(@Nullable IOException failure) {
    lock.lock();
    try {
      obstacle = failure;
      ready = failure == null;
      wanted = !ready;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits before the next try; a request in between does not shorten it. */
  private void pause() {
    lock.lock();
    try {
      long left = RETRY_NANOS;
      while (left > 0 && !closed) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      closed = true;
    } finally {
      lock.unlock();
    }
  }

  private void make() throws IOException {
    storage.delete(DRAFT);
    if (reserve > 0 && storage.usableBytes() - bytes < reserve) {
      throw new IOException("another segment would take of the " + reserve + " bytes in reserve");
    }
    try (StorageFile draft = storage.open(DRAFT, Storage.Mode.CREATE)) {
      ByteBuffer zeros = ByteBuffer.allocateDirect((int) Math.min(CHUNK_BYTES, bytes));
      for (long at = 0; at < bytes; at += zeros.limit()) {
        zeros.clear().limit((int) Math.min(zeros.capacity(), bytes - at));
        draft.write(zeros, at);
      }
      draft.force();
    } catch (IOException e) {
      discard(e);
      throw e;
    }
    storage.rename(DRAFT, SPARE);
    storage.forceNames();
  }

  /** Gives the room back that an unfinished file takes. */
  private void discard(IOException reason) {
    try {
      storage.delete(DRAFT);
    } catch (IOException e) {
      reason.addSuppressed(e);
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
