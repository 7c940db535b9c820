package qts.journal;

/** Decimal numbers in the one spelling that is stored as a number. */
final class DecimalText {
  static final long NOT_CANONICAL = Long.MIN_VALUE;

  private DecimalText() {}

  /** The number of bytes behind the first point; 0 without one. */
  static int scale(byte[] data, int from, int length) {
    for (int i = 0; i < length; i++) {
      if (data[from + i] == '.') {
        return length - i - 1;
      }
    }
    return 0;
  }

  /**
   * The value without its point, or {@link #NOT_CANONICAL} unless it is spelled as the decoder
   * would spell it: an optional minus, no needless zeros in front, exactly {@code scale} digits
   * behind the point, no negative zero.
   */
  static long unscaled(byte[] data, int from, int length, int scale) {
    int at = from;
    int end = from + length;
    boolean negative = length > 0 && data[at] == '-';
    at += negative ? 1 : 0;
    int whole = end - at - (scale > 0 ? scale + 1 : 0);
    if (whole < 1 || whole + scale > ColumnCode.MAX_DIGITS || (whole > 1 && data[at] == '0')) {
      return NOT_CANONICAL;
    }
    long value = digits(data, at, at + whole, 0);
    if (scale > 0 && value >= 0) {
      value = data[at + whole] == '.' ? digits(data, at + whole + 1, end, value) : NOT_CANONICAL;
    }
    if (value < 0 || (negative && value == 0)) {
      return NOT_CANONICAL;
    }
    return negative ? -value : value;
  }

  private static long digits(byte[] data, int from, int to, long start) {
    long value = start;
    for (int at = from; at < to; at++) {
      int digit = data[at] - '0';
      if (digit < 0 || digit > 9) {
        return NOT_CANONICAL;
      }
      value = value * 10 + digit;
    }
    return value;
  }
}
