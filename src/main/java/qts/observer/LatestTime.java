package qts.observer;

/** The latest of the times seen so far; earlier ones leave it as it is. */
final class LatestTime {
  /** So far ahead of every time that nothing seems to have passed since. */
  private static final long NEVER = Long.MAX_VALUE / 2;

  private long millis = NEVER;

  boolean isKnown() {
    return millis != NEVER;
  }

  /** Epoch milliseconds; meaningful once {@link #isKnown()}. */
  long millis() {
    return millis;
  }

  /** How far {@code now} lies behind it, negative for a time before it; negative while unknown. */
  long until(long now) {
    return now - millis;
  }

  void see(long now) {
    if (now > millis || millis == NEVER) {
      millis = now;
    }
  }
}
