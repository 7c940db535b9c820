package qts;

import java.time.Duration;

/**
 * Counts the damages of a run that tries all of them, {@code -Dexhaustive=true}, and tells how far
 * it is; silent in the ordinary run.
 */
public final class DamageTally {
  /** Whether every damage is tried, not a sample. */
  public static final boolean EXHAUSTIVE = Boolean.getBoolean("exhaustive");

  private static final long TELL_NANOS = 60_000_000_000L;

  private final String what;
  private final long began = System.nanoTime();
  private long told = began;
  private long tried;

  public DamageTally(String what) {
    this.what = what;
  }

  /** One more was tried. */
  public void count() {
    tried++;
    if (EXHAUSTIVE && System.nanoTime() - told > TELL_NANOS) {
      tell();
    }
  }

  public void tell() {
    told = System.nanoTime();
    if (EXHAUSTIVE) {
      System.out.printf(
          "%s: %,d damages tried in %d s%n",
          what, tried, Duration.ofNanos(told - began).toSeconds());
    }
  }
}
