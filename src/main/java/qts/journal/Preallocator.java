package qts.journal;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps two files ready, full of zeros and synced: the next segment, and the reserve, a smaller one
 * that is used when the next segment can't be made. Watches the room there is. Has a thread of its
 * own.
 */
final class Preallocator implements Closeable, Runnable {
  static final String SPARE = "spare";
  static final String RESERVE = "reserve";
  private static final long RETRY_NANOS = 1_000_000_000;
  private static final long LOOK_NANOS = 5_000_000_000L;

  private final Storage storage;
  private final DiskLimits limits;
  private final BlankFile spareFile;
  private final BlankFile reserveFile;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean spareReady;
  private boolean reserveReady;
  private boolean lent;
  private boolean closed;
  private @Nullable IOException obstacle;
  private Growth growth = Growth.UNKNOWN;

  /** Makes segments of {@code bytes} as far as {@code limits} allow. */
  Preallocator(Storage storage, long bytes, DiskLimits limits) throws IOException {
    this.storage = storage;
    this.limits = limits;
    this.spareFile = new BlankFile(storage, SPARE, bytes);
    this.reserveFile = new BlankFile(storage, RESERVE, limits.reserveBytes());
    this.spareReady = spareFile.isThere();
    this.reserveReady = wantsReserve() && reserveFile.isThere();
  }

  /** Whether the next segment can begin without any room on the disk. */
  enum State {
    READY,
    MAKING,
    OBSTRUCTED
  }

  /**
   * Where it stands.
   *
   * @param reserve whether the reserve is there
   * @param obstacle why the next segment can't be made; empty while it can
   */
  record Standing(State next, boolean reserve, String obstacle, Growth growth) {}

  Standing standing() {
    lock.lock();
    try {
      IOException failure = obstacle;
      State next = spareReady ? State.READY : failure == null ? State.MAKING : State.OBSTRUCTED;
      String why = failure == null ? "" : String.valueOf(failure.getMessage());
      return new Standing(next, reserveReady, why, growth);
    } finally {
      lock.unlock();
    }
  }

  /** Whether the next segment is ready; waits while it is being made. */
  boolean awaitReady() {
    lock.lock();
    try {
      while (!spareReady && obstacle == null && !closed) {
        changed.awaitUninterruptibly();
      }
      return spareReady;
    } finally {
      lock.unlock();
    }
  }

  /**
   * The name of a ready file, which is the caller's until it has another name and {@link #renamed}
   * is called: of the next segment, for which it waits while it is being made, or of the reserve
   * when that is impossible.
   */
  String take() throws IOException {
    lock.lock();
    try {
      while (!spareReady && !closed) {
        IOException failure = obstacle;
        if (failure != null) {
          return takeReserve(failure);
        }
        changed.awaitUninterruptibly();
      }
      spareReady = false;
      lent = true;
      return SPARE;
    } finally {
      lock.unlock();
    }
  }

  private String takeReserve(IOException failure) throws IOException {
    if (!reserveReady) {
      throw failure;
    }
    reserveReady = false;
    lent = true;
    return RESERVE;
  }

  /** The file that was taken has its new name: another one can be made in its place. */
  void renamed() {
    lock.lock();
    try {
      lent = false;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void run() {
    while (!isClosed()) {
      boolean complete = makeIfWanted();
      pause(complete, complete ? LOOK_NANOS : RETRY_NANOS);
    }
  }

  /** Makes what is missing; false when that failed. Called by one thread at a time. */
  boolean makeIfWanted() {
    try {
      look();
    } catch (IOException e) {
      settle(e);
      return false;
    }
    boolean reserved = makeReserve();
    return makeSpare() && reserved;
  }

  /** While a file is lent, its old name is not to be used again. */
  private boolean isSpareMissing() {
    lock.lock();
    try {
      return !spareReady && !lent;
    } finally {
      lock.unlock();
    }
  }

  private boolean isReserveMissing() {
    lock.lock();
    try {
      return wantsReserve() && !reserveReady && !lent;
    } finally {
      lock.unlock();
    }
  }

  private void look() throws IOException {
    Growth now = Growth.of(storage, limits);
    lock.lock();
    try {
      growth = now;
    } finally {
      lock.unlock();
    }
  }

  private boolean wantsReserve() {
    return limits.reserveBytes() > 0;
  }

  /** The reserve comes first where there is not room for both, and may take the last free bytes. */
  private boolean makeReserve() {
    if (!isReserveMissing()) {
      return true;
    }
    try {
      Growth.of(storage, limits.withFreeBytes(0)).require(reserveFile.bytes());
      reserveFile.make(this::isClosed);
    } catch (IOException e) {
      return false;
    }
    ready(false, true);
    return true;
  }

  private boolean makeSpare() {
    if (!isSpareMissing()) {
      return true;
    }
    try {
      Growth.of(storage, limits).require(spareFile.bytes());
      spareFile.make(this::isClosed);
    } catch (IOException e) {
      settle(e);
      return false;
    }
    ready(true, false);
    return true;
  }

  /** Takes note of what is ready in addition. */
  private void ready(boolean spare, boolean reserve) {
    lock.lock();
    try {
      spareReady |= spare;
      reserveReady |= reserve;
      obstacle = spareReady ? null : obstacle;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void settle(IOException failure) {
    lock.lock();
    try {
      obstacle = failure;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits up to {@code nanos}; no longer than until something is taken when all was ready. */
  private void pause(boolean complete, long nanos) {
    lock.lock();
    try {
      long left = nanos;
      while (left > 0 && !closed && (!complete || isComplete())) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      closed = true;
    } finally {
      lock.unlock();
    }
  }

  private boolean isComplete() {
    return lent || (spareReady && (reserveReady || !wantsReserve()));
  }

  private boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
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
