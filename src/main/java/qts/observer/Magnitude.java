package qts.observer;

import java.nio.charset.StandardCharsets;

/** Whether a decimal number lies within the range of a double, told from its text. */
final class Magnitude {
  /** The largest double is 1.797…e308: other decimal exponents decide without its digits. */
  private static final int LARGEST_EXPONENT = 308;

  private Magnitude() {}

  /**
   * Whether the number is finite as a double. Too small counts as zero and is finite.
   *
   * @param start where the number begins
   * @param mark where its digits end, exclusive: at the exponent's letter, or at the end
   * @param exponent the value of the exponent, 0 without one
   */
  static boolean isFinite(byte[] bytes, int start, int mark, int exponent) {
    int scale = decimalExponent(bytes, start, mark) + exponent;
    return scale < LARGEST_EXPONENT
        || (scale == LARGEST_EXPONENT && parsesAsFinite(bytes, start, mark, exponent));
  }

  /** The power of ten of the first digit that is not zero; far below zero when there is none. */
  private static int decimalExponent(byte[] bytes, int start, int mark) {
    int first = start;
    while (first < mark && (bytes[first] < '1' || bytes[first] > '9')) {
      first++;
    }
    if (first == mark) {
      return Integer.MIN_VALUE / 2;
    }
    int point = start;
    while (point < mark && bytes[point] != '.') {
      point++;
    }
    return point > first ? point - first - 1 : point - first;
  }

  private static boolean parsesAsFinite(byte[] bytes, int start, int mark, int exponent) {
    String digits = new String(bytes, start, mark - start, StandardCharsets.US_ASCII);
    return Double.isFinite(Double.parseDouble(digits + "e" + exponent));
  }
}
