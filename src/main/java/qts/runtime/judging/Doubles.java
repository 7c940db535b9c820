package qts.runtime.judging;

import java.nio.charset.StandardCharsets;

/** The nearest double to a written number. */
final class Doubles {
  /** Whole numbers up to here are doubles; dividing two such is rounded once, so correctly. */
  private static final long EXACT = 1L << 53;

  private static final double[] POWERS_OF_TEN = {
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
    1e18, 1e19, 1e20, 1e21, 1e22
  };

  private Doubles() {}

  /** Reads a JSON number. */
  static double parse(byte[] bytes, int from, int to) {
    boolean negative = bytes[from] == '-';
    long digits = 0;
    int point = -1;
    for (int i = negative ? from + 1 : from; i < to; i++) {
      byte b = bytes[i];
      if (b == '.' && point < 0) {
        point = i;
      } else if (b < '0' || b > '9' || digits > EXACT / 10) {
        return slowly(bytes, from, to);
      } else {
        digits = digits * 10 + (b - '0');
      }
    }
    int scale = point < 0 ? 0 : to - point - 1;
    if (digits > EXACT || scale >= POWERS_OF_TEN.length) {
      return slowly(bytes, from, to);
    }
    double value = digits / POWERS_OF_TEN[scale];
    return negative ? -value : value;
  }

  private static double slowly(byte[] bytes, int from, int to) {
    return Double.parseDouble(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1));
  }
}
