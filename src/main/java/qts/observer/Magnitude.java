package qts.observer;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/** Whether a decimal number lies within the range of a double, told from its text alone. */
final class Magnitude {
  /**
   * The digits of 2<sup>1024</sup> - 2<sup>970</sup>, halfway from the largest double to the next
   * power of two: this and more rounds to infinity.
   */
  private static final byte[] INFINITE =
      BigInteger.TWO
          .pow(1024)
          .subtract(BigInteger.TWO.pow(970))
          .toString()
          .getBytes(StandardCharsets.US_ASCII);

  private static final int INFINITE_EXPONENT = INFINITE.length - 1;

  private Magnitude() {}

  /**
   * Whether the number is finite as a double. Too small counts as zero and is finite.
   *
   * @param start where the number begins
   * @param mark where its digits end, exclusive: at the exponent's letter, or at the end
   * @param exponent the value of the exponent, 0 without one
   */
  static boolean isFinite(byte[] bytes, int start, int mark, int exponent) {
    int first = start;
    while (first < mark && (bytes[first] < '1' || bytes[first] > '9')) {
      first++;
    }
    if (first == mark) {
      return true;
    }
    int scale = decimalExponent(bytes, start, first, mark) + exponent;
    return scale < INFINITE_EXPONENT
        || (scale == INFINITE_EXPONENT && isBelowInfinite(bytes, first, mark));
  }

  /** The power of ten of the digit at {@code first}. */
  private static int decimalExponent(byte[] bytes, int start, int first, int mark) {
    int point = start;
    while (point < mark && bytes[point] != '.') {
      point++;
    }
    return point > first ? point - first - 1 : point - first;
  }

  /**
   * Whether the digits from {@code first} on, the point left out, come before {@link #INFINITE}.
   */
  private static boolean isBelowInfinite(byte[] bytes, int first, int mark) {
    int compared = 0;
    for (int p = first; p < mark && compared < INFINITE.length; p++) {
      if (bytes[p] != '.') {
        if (bytes[p] != INFINITE[compared]) {
          return bytes[p] < INFINITE[compared];
        }
        compared++;
      }
    }
    return compared < INFINITE.length;
  }
}
