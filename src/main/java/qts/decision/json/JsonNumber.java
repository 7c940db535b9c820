package qts.decision.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * A JSON number with the digits it was written with: {@code 71000.10} stays {@code 71000.10} and a
 * 20-digit integer stays exact. Calculations use the nearest double, as the existing tools do. Two
 * are equal when they are written with the same digits.
 */
public final class JsonNumber implements JsonValue {

  /** The most characters of a number. */
  public static final int MAX_LENGTH = 1_000;

  private final String text;
  private final double nearest;

  /** Whether Python would write the same digits for sure. */
  private final boolean pythonic;

  /**
   * A number as it was written.
   *
   * @param text JSON grammar, at most {@link #MAX_LENGTH} characters, within the range of a double
   * @throws NumberFormatException when it is none
   */
  public JsonNumber(String text) {
    this(text, parse(text), false);
  }

  private JsonNumber(String text, double nearest, boolean pythonic) {
    this.text = text;
    this.nearest = nearest;
    this.pythonic = pythonic;
  }

  private static double parse(String text) {
    if (text.length() > MAX_LENGTH || !isNumber(text)) {
      throw new NumberFormatException("not a JSON number of at most " + MAX_LENGTH + " characters");
    }
    double nearest = Double.parseDouble(text);
    if (Double.isInfinite(nearest)) {
      throw new NumberFormatException("beyond the range of a double: " + text);
    }
    return nearest;
  }

  public static JsonNumber of(long value) {
    return new JsonNumber(Long.toString(value), value, true);
  }

  public static JsonNumber of(BigInteger value) {
    return new JsonNumber(value.toString());
  }

  /** The shortest text that reads back as {@code value}, which must be finite. */
  public static JsonNumber of(double value) {
    return new JsonNumber(PythonFloat.repr(value), value, true);
  }

  /** The number as written. */
  public String text() {
    return text;
  }

  /** Whether it is written as an integer: no fraction and no exponent. */
  public boolean isWhole() {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '.' || c == 'e' || c == 'E') {
        return false;
      }
    }
    return true;
  }

  /** The nearest double. */
  public double doubleValue() {
    return nearest;
  }

  /** Whether it is above zero; a fraction too small for a double counts as zero. */
  public boolean isPositive() {
    return nearest > 0;
  }

  /** The integer part: exact for an integer, that of the nearest double otherwise. */
  public BigInteger truncated() {
    return isWhole() ? new BigInteger(text) : new BigDecimal(nearest).toBigInteger();
  }

  /** The text Python writes after reading this number. */
  public String pythonText() {
    if (pythonic) {
      return text;
    }
    if (!isWhole()) {
      return PythonFloat.repr(nearest);
    }
    return text.equals("-0") ? "0" : text;
  }

  /** The grammar of RFC 8259. */
  private static boolean isNumber(String text) {
    int at = text.startsWith("-") ? 1 : 0;
    int fraction = digits(text, at);
    boolean leadingZero = fraction > at + 1 && text.charAt(at) == '0';
    if (fraction == at || leadingZero) {
      return false;
    }
    int exponent = part(text, fraction, ".");
    int end = part(text, exponent, "eE");
    return end == text.length();
  }

  /** The end of the optional part at {@code at} that begins with one of {@code signs}. */
  private static int part(String text, int at, String signs) {
    if (at >= text.length() || signs.indexOf(text.charAt(at)) < 0) {
      return at;
    }
    boolean signed = signs.length() > 1 && at + 1 < text.length() && isSign(text.charAt(at + 1));
    int first = signed ? at + 2 : at + 1;
    int end = digits(text, first);
    return end == first ? at : end;
  }

  private static boolean isSign(char c) {
    return c == '+' || c == '-';
  }

  private static int digits(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof JsonNumber that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }

  @Override
  public String kind() {
    return "a number";
  }
}
