package qts.journal;

/**
 * Sorts the entries of a key table by their keys, digit by digit. The entries come in the order of
 * their places, which sorting by digits keeps, so the low bits need no pass of their own.
 */
final class KeySort {
  private static final int DIGIT_BITS = 11;
  private static final int DIGITS = 1 << DIGIT_BITS;
  private static final int KEY_SHIFT = Long.numberOfTrailingZeros(RecordKey.PLACE_MASK + 1);

  private KeySort() {}

  /**
   * Sorts {@code entries[0, count)}, whose places ascend, in the order of signed numbers.
   *
   * @param spare has room for as many, overwritten
   * @return the one of both arrays that has the result
   */
  static long[] sort(long[] entries, long[] spare, int count) {
    long[] from = entries;
    long[] to = spare;
    for (int shift = KEY_SHIFT; shift < Long.SIZE; shift += DIGIT_BITS) {
      pass(from, to, count, shift);
      long[] swapped = from;
      from = to;
      to = swapped;
    }
    return from;
  }

  private static void pass(long[] from, long[] to, int count, int shift) {
    int[] next = new int[DIGITS + 1];
    for (int i = 0; i < count; i++) {
      next[digit(from[i], shift) + 1]++;
    }
    for (int d = 1; d <= DIGITS; d++) {
      next[d] += next[d - 1];
    }
    for (int i = 0; i < count; i++) {
      to[next[digit(from[i], shift)]++] = from[i];
    }
  }

  /** With its highest bit turned, a signed number sorts as an unsigned one. */
  private static int digit(long entry, int shift) {
    return (int) ((entry ^ Long.MIN_VALUE) >>> shift) & (DIGITS - 1);
  }
}
