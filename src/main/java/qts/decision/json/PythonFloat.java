package qts.decision.json;

import java.math.BigDecimal;

/**
 * The text Python's {@code repr} gives a float: the shortest digits that read back as the same
 * double, plain from 1e-4 to below 1e16, with an exponent of at least two digits elsewhere. Java's
 * own text has the same digits except where one digit is enough and Java insists on two.
 */
final class PythonFloat {
  private static final int LOWEST_PLAIN_EXPONENT = -4;
  private static final int LOWEST_SCIENTIFIC_EXPONENT = 16;

  /** Up to here whole numbers are doubles, and no other digits read back as one of them. */
  private static final long EXACT = 1L << 53;

  /** Here Java writes plain digits too, and a double is fine enough for them to be the same. */
  private static final double JAVA_PLAIN_FROM = 1e-3;

  private static final double JAVA_PLAIN_BELOW = 1e7;

  private PythonFloat() {}

  static String repr(double value) {
    if (!Double.isFinite(value)) {
      throw new NumberFormatException("JSON has no number for " + value);
    }
    if (value == 0) {
      return 1 / value < 0 ? "-0.0" : "0.0";
    }
    double magnitude = Math.abs(value);
    long whole = (long) magnitude;
    if (whole == magnitude && whole <= EXACT) {
      return (value < 0 ? "-" : "") + whole + ".0";
    }
    if (magnitude >= JAVA_PLAIN_FROM && magnitude < JAVA_PLAIN_BELOW) {
      return Double.toString(value);
    }
    String text = repr(shortest(magnitude));
    return value < 0 ? "-" + text : text;
  }

  private static BigDecimal shortest(double value) {
    BigDecimal digits = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    return digits.precision() == 2 ? shortened(digits, value) : digits;
  }

  /** One digit instead of two where that still reads back as {@code value}. */
  private static BigDecimal shortened(BigDecimal twoDigits, double value) {
    int tens = twoDigits.unscaledValue().intValueExact() / 10;
    int scale = twoDigits.scale() - 1;
    BigDecimal exact = new BigDecimal(value);
    BigDecimal below = BigDecimal.valueOf(tens, scale);
    BigDecimal above = BigDecimal.valueOf(tens + 1L, scale).stripTrailingZeros();
    boolean belowReads = below.doubleValue() == value;
    boolean aboveReads = above.doubleValue() == value;
    if (belowReads && aboveReads) {
      return exact.subtract(below).compareTo(above.subtract(exact)) <= 0 ? below : above;
    }
    if (belowReads) {
      return below;
    }
    return aboveReads ? above : twoDigits;
  }

  private static String repr(BigDecimal decimal) {
    String digits = decimal.unscaledValue().toString();
    int exponent = digits.length() - 1 - decimal.scale();
    if (exponent < LOWEST_PLAIN_EXPONENT || exponent >= LOWEST_SCIENTIFIC_EXPONENT) {
      return scientific(digits, exponent);
    }
    String plain = decimal.toPlainString();
    return decimal.scale() <= 0 ? plain + ".0" : plain;
  }

  private static String scientific(String digits, int exponent) {
    StringBuilder text = new StringBuilder(digits.length() + 6).append(digits.charAt(0));
    if (digits.length() > 1) {
      text.append('.').append(digits, 1, digits.length());
    }
    int size = Math.abs(exponent);
    return text.append('e')
        .append(exponent < 0 ? '-' : '+')
        .append(size < 10 ? "0" : "")
        .append(size)
        .toString();
  }
}
