package qts;

import java.time.Duration;

/**
 * Counts the damages of a run that tries all of them, {@code -Dexhaustive=true}, and tells how far
 * it is; silent in the ordinary run. Flipped bits can be tried in parts, one process each or one
 * after the other: {@code -Dexhaustive.from=BIT} and {@code -Dexhaustive.to=BIT}, which is left
 * out.
 */
public final class DamageTally {
  /** Whether every damage is tried, not a sample. */
  public static final boolean EXHAUSTIVE = Boolean.getBoolean("exhaustive");

  private static final int FROM = Integer.getInteger("exhaustive.from", 0);
  private static final int TO = Integer.getInteger("exhaustive.to", Integer.MAX_VALUE);
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

  /** The first bit to flip. */
  public static int firstBit() {
    return EXHAUSTIVE ? FROM : 0;
  }

  /** Where to end flipping the bits of {@code bytes}. */
  public static int endOfBits(int bytes) {
    return EXHAUSTIVE ? Math.min(8 * bytes, TO) : 8 * bytes;
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
