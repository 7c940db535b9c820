package qts.runtime.checkpoint;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings checkpoints to one place on a thread of its own, so that a dead place holds nobody up.
 * Only the newest is waited with: each commits to all before it. A failed attempt is repeated after
 * a growing time with jitter.
 */
final class Publisher implements Closeable, Runnable {
  private static final Logger LOG = LoggerFactory.getLogger("qts.checkpoint");
  private static final long FIRST_PAUSE_NANOS = 1_000_000_000L;
  private static final long LONGEST_PAUSE_NANOS = 60_000_000_000L;

  /** How long the last checkpoint may take when the process stops. */
  private static final long LAST_MILLIS = 1_500;

  private final Place place;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Thread thread;
  private @Nullable Offer offer;
  private boolean closing;
  private long position = -1;
  private long failures;
  private String error = "";

  /** A checkpoint on its way. */
  private record Offer(String note, long position) {}

  Publisher(Place place) {
    this.place = place;
    this.thread = Thread.ofPlatform().daemon().name("checkpoint-" + place.name()).unstarted(this);
  }

  void start() {
    thread.start();
  }

  /** Takes a checkpoint in place of one that still waits. */
  void offer(String note, long position) {
    lock.lock();
    try {
      offer = new Offer(note, position);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  PlaceStanding standing() {
    lock.lock();
    try {
      return new PlaceStanding(place.name(), position, offer != null, failures, error);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void run() {
    try {
      long pause = FIRST_PAUSE_NANOS;
      for (Offer next = await(); next != null; next = await()) {
        if (publish(next)) {
          pause = FIRST_PAUSE_NANOS;
        } else {
          pause(pause);
          pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The checkpoint to publish; null when there is none and will be none. */
  private @Nullable Offer await() throws InterruptedException {
    lock.lock();
    try {
      while (offer == null && !closing) {
        changed.await();
      }
      return offer;
    } finally {
      lock.unlock();
    }
  }

  private boolean publish(Offer next) throws InterruptedException {
    try {
      place.publish(next.note);
      done(next);
      return true;
    } catch (IOException e) {
      failed(e);
      return false;
    }
  }

  private void done(Offer published) {
    lock.lock();
    try {
      position = published.position;
      error = "";
      if (published.equals(offer)) {
        offer = null;
      }
    } finally {
      lock.unlock();
    }
  }

  private void failed(IOException e) {
    String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    boolean first;
    lock.lock();
    try {
      failures++;
      first = error.isEmpty();
      error = why;
      if (closing) {
        offer = null;
      }
    } finally {
      lock.unlock();
    }
    if (first) {
      LOG.warn("a checkpoint could not be published to the {}: {}", place.name(), why);
    }
  }

  private void pause(long nanos) throws InterruptedException {
    long left = nanos / 2 + ThreadLocalRandom.current().nextLong(nanos);
    lock.lock();
    try {
      while (left > 0 && !closing) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Publishes what waits, if that is quick, and ends. */
  @Override
  public void close() {
    lock.lock();
    try {
      closing = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      if (!thread.join(Duration.ofMillis(LAST_MILLIS))) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
