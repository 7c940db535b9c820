package qts.journal;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Keeps a thread awake for a moment, when what it waits for will come sooner than falling asleep
 * and being woken would take. Others that want to run go first. Only one thread at a time stays
 * awake, and after each time in vain twice as many sleep as after the one before, up to {@link
 * #MOST_ASLEEP}: where staying awake doesn't pay, it is hardly ever tried.
 */
final class Patience {
  private static final int MOST_ASLEEP = 1 << 8;

  private final LongSupplier clock;
  private final long nanos;
  private final AtomicBoolean taken = new AtomicBoolean();
  private int asleepNext;
  private int asleepStill;

  /** Lasts up to {@code nanos} on {@code clock}, a monotonic one; 0 on a single processor. */
  Patience(LongSupplier clock, long nanos) {
    this.clock = clock;
    this.nanos = nanos;
  }

  /** Waits for {@code there} to become true; false when it must be waited for in another way. */
  boolean lastsUntil(BooleanSupplier there) {
    if (nanos == 0 || !taken.compareAndSet(false, true)) {
      return false;
    }
    try {
      return isWorthwhile() && learnt(awake(there));
    } finally {
      taken.set(false);
    }
  }

  private boolean isWorthwhile() {
    boolean worthwhile = asleepStill == 0;
    asleepStill -= worthwhile ? 0 : 1;
    return worthwhile;
  }

  private boolean learnt(boolean paid) {
    asleepNext = paid ? 0 : Math.min(MOST_ASLEEP, 2 * asleepNext + 1);
    asleepStill = asleepNext;
    return paid;
  }

  @SuppressWarnings("ThreadPriorityCheck") // nothing relies on it: others merely go first
  private boolean awake(BooleanSupplier there) {
    long end = clock.getAsLong() + nanos;
    while (!there.getAsBoolean()) {
      if (clock.getAsLong() - end >= 0) {
        return false;
      }
      Thread.yield();
    }
    return true;
  }
}
