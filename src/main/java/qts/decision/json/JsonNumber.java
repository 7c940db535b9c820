package qts.decision.json;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * A JSON number with the digits it was written with: {@code 71000.10} stays {@code 71000.10} and a
 * 20-digit integer stays exact. Calculations use the nearest double, as the existing tools do.
 *
 * @param text the number as written; JSON grammar, at most {@link #MAX_LENGTH} characters, within
 *     the range of a double
 */
public record JsonNumber(String text) implements JsonValue {

  /** The most characters of a number. */
  public static final int MAX_LENGTH = 1_000;

  public JsonNumber {
    if (text.length() > MAX_LENGTH || !isNumber(text)) {
      throw new NumberFormatException("not a JSON number of at most " + MAX_LENGTH + " characters");
    }
    if (Double.isInfinite(Double.parseDouble(text))) {
      throw new NumberFormatException("beyond the range of a double: " + text);
    }
  }

  public static JsonNumber of(long value) {
    return new JsonNumber(Long.toString(value));
  }

  public static JsonNumber of(BigInteger value) {
    return new JsonNumber(value.toString());
  }

  /** The shortest text that reads back as {@code value}, which must be finite. */
  public static JsonNumber of(double value) {
    return new JsonNumber(PythonFloat.repr(value));
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
    return Double.parseDouble(text);
  }

  /** Whether it is above zero; a fraction too small for a double counts as zero. */
  public boolean isPositive() {
    return doubleValue() > 0;
  }

  /** The integer part: exact for an integer, that of the nearest double otherwise. */
  public BigInteger truncated() {
    return isWhole() ? new BigInteger(text) : new BigDecimal(doubleValue()).toBigInteger();
  }

  /** The text Python writes after reading this number. */
  public String pythonText() {
    if (!isWhole()) {
      return PythonFloat.repr(doubleValue());
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
  public String kind() {
    return "a number";
  }
}
