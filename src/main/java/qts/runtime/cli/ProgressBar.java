package qts.runtime.cli;

import java.io.PrintStream;
import java.util.function.LongConsumer;

/**
 * Shows how far something is: on a terminal one line that is redrawn a few times a second,
 * elsewhere a line every ten seconds, for logs.
 */
final class ProgressBar implements LongConsumer, AutoCloseable {
  private static final int WIDTH = 30;
  private static final long REDRAW_NANOS = 100_000_000;
  private static final long LINE_NANOS = 10_000_000_000L;

  private final PrintStream err;
  private final boolean terminal;
  private final String what;
  private final long total;
  private final long started = System.nanoTime();
  private long drawn = started;
  private long done;

  /**
   * @param total how many there are; 0 when that is not known
   */
  ProgressBar(Shell shell, String what, long total) {
    this.err = shell.err();
    this.terminal = shell.isTerminal();
    this.what = what;
    this.total = total;
  }

  @Override
  public void accept(long done) {
    this.done = done;
    long now = System.nanoTime();
    if (now - drawn >= (terminal ? REDRAW_NANOS : LINE_NANOS)) {
      drawn = now;
      draw(now);
    }
  }

  private void draw(long now) {
    double rate = done / Math.max(1e-9, (now - started) / 1e9);
    String line = total > 0 ? known(rate) : "%s %,d  %,.0f/s".formatted(what, done, rate);
    err.print(terminal ? "\r" + line + "\u001b[K" : line + System.lineSeparator());
    err.flush();
  }

  private String known(double rate) {
    long shown = Math.min(done, total);
    int filled = (int) (WIDTH * shown / total);
    String bar = "█".repeat(filled) + "░".repeat(WIDTH - filled);
    return "%s %s %3d %%  %,d of %,d  %,.0f/s"
        .formatted(what, bar, 100 * shown / total, done, total, rate);
  }

  /** Draws the end and leaves the line. */
  @Override
  public void close() {
    if (terminal) {
      draw(System.nanoTime());
      err.println();
    }
  }
}
