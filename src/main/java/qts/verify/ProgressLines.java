package qts.verify;

import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Says how far a long verification is, every few seconds. */
final class ProgressLines implements Progress {
  private static final long EVERY_NANOS = 2_000_000_000;

  private final PrintStream err;
  private final LongSupplier nanos;
  private final long started;
  private final AtomicLong next;

  /**
   * @param nanos a clock that only goes forwards
   */
  ProgressLines(PrintStream err, LongSupplier nanos) {
    this.err = err;
    this.nanos = nanos;
    this.started = nanos.getAsLong();
    this.next = new AtomicLong(started + EVERY_NANOS);
  }

  @Override
  public void at(long bytes, long total) {
    long now = nanos.getAsLong();
    long due = next.get();
    if (now - due >= 0 && next.compareAndSet(due, now + EVERY_NANOS)) {
      err.printf(
          "verified %d %%: %,d of %,d MB, %,.0f MB/s%n",
          100 * bytes / Math.max(1, total),
          bytes / 1_000_000,
          total / 1_000_000,
          1e3 * bytes / (now - started));
    }
  }
}
