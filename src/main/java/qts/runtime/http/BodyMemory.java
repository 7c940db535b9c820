package qts.runtime.http;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The memory for request bodies. Gives out buffers, takes them back for the next request, and keeps
 * what is out within a limit: beyond it, requests wait a moment and are then refused. A request
 * that is alone is never refused, so that no allowed body is too large for it.
 */
public final class BodyMemory {
  /** How long a request waits for memory before it is refused. */
  static final long WAIT_MILLIS = 1_000;

  /** How many bytes of unused buffers are kept. */
  static final long MAX_IDLE_BYTES = 16 << 20;

  private static final int MIN_BITS = 12;
  private static final int MAX_BITS = 30;

  private final long limit;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition released = lock.newCondition();
  private final List<Deque<byte[]>> idle = new ArrayList<>();
  private long idleBytes;
  private long usedBytes;

  /**
   * @param limit how many bytes are given out at most
   */
  public BodyMemory(long limit) {
    this.limit = limit;
    for (int bits = MIN_BITS; bits <= MAX_BITS; bits++) {
      idle.add(new ArrayDeque<>());
    }
  }

  /** The most bytes that are given out. */
  public long limitBytes() {
    return limit;
  }

  /** How many bytes are given out now. */
  public long usedBytes() {
    lock.lock();
    try {
      return usedBytes;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Gives a buffer of at least {@code bytes} bytes to a request that has {@code own} bytes already.
   *
   * @throws ProblemException when there is no room for it within {@link #WAIT_MILLIS}
   */
  byte[] take(int bytes, long own) {
    int bits = bits(bytes);
    lock.lock();
    try {
      awaitRoom(1L << bits, own);
      usedBytes += 1L << bits;
      byte[] known = idle.get(bits - MIN_BITS).pollFirst();
      if (known != null) {
        idleBytes -= known.length;
        return known;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProblemException(ProblemType.NOT_READY, "The service stops.");
    } finally {
      lock.unlock();
    }
    return new byte[1 << bits];
  }

  private void awaitRoom(long bytes, long own) throws InterruptedException {
    long left = TimeUnit.MILLISECONDS.toNanos(WAIT_MILLIS);
    while (usedBytes + bytes > limit && usedBytes > own) {
      if (left <= 0) {
        throw new ProblemException(
                ProblemType.OVERLOADED,
                "The bytes on their way to the journal are at their limit of "
                    + limit
                    + ". Send the request again a little later.")
            .header("Retry-After", "1");
      }
      left = released.awaitNanos(left);
    }
  }

  /** Takes back a buffer it gave. */
  void give(byte[] buffer) {
    lock.lock();
    try {
      usedBytes -= buffer.length;
      if (idleBytes + buffer.length <= MAX_IDLE_BYTES) {
        idleBytes += buffer.length;
        idle.get(bits(buffer.length) - MIN_BITS).offerFirst(buffer);
      }
      released.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The exponent of the smallest size of buffer that holds {@code bytes}. */
  private static int bits(int bytes) {
    return Math.max(MIN_BITS, Integer.SIZE - Integer.numberOfLeadingZeros(bytes - 1));
  }
}
