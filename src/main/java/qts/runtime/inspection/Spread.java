package qts.runtime.inspection;

/**
 * How a quantity is spread: keeps any number of values of 0 or more in little memory, exact below
 * {@value #EXACT} and to within 1 % above. Not for use by several threads at once.
 */
final class Spread {
  private static final int EXACT = 256;
  private static final int STEPS = EXACT / 2;
  private static final int STEP_BITS = 7;

  private final long[] counts = new long[EXACT + STEPS * (Long.SIZE - STEP_BITS)];
  private long total;
  private long most;

  void add(long value) {
    counts[place(value)]++;
    total++;
    most = Math.max(most, value);
  }

  long count() {
    return total;
  }

  /** The largest value; 0 when there is none. */
  long max() {
    return most;
  }

  /** A value that {@code percent} of the values don't exceed; 0 when there is none. */
  long percentile(double percent) {
    long rank = Math.max(1, (long) Math.ceil(total * percent / 100));
    long seen = 0;
    for (int i = 0; i < counts.length; i++) {
      seen += counts[i];
      if (seen >= rank && total > 0) {
        return Math.min(most, largestAt(i));
      }
    }
    return 0;
  }

  private static int place(long value) {
    if (value < EXACT) {
      return (int) value;
    }
    int shift = Long.SIZE - Long.numberOfLeadingZeros(value) - STEP_BITS - 1;
    return EXACT + (shift - 1) * STEPS + (int) (value >>> shift) - STEPS;
  }

  private static long largestAt(long place) {
    if (place < EXACT) {
      return place;
    }
    long above = place - EXACT;
    long step = above % STEPS + STEPS;
    return ((step + 1) << (above / STEPS + 1)) - 1;
  }
}
