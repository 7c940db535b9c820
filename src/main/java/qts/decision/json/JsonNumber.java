package qts.decision.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;

/**
 * A JSON number with the digits it was written with: {@code 71000.10} stays {@code 71000.10} and a
 * 20-digit integer stays exact. Calculations use the nearest double, as the existing tools do.
 *
 * @param text the number as written; JSON grammar, at most {@link #MAX_LENGTH} characters, within
 *     the range of a double
 */
public record JsonNumber(String text) implements JsonValue {

  /** The most characters of a number, enough for every double written out in full. */
  public static final int MAX_LENGTH = 400;

  private static final Pattern GRAMMAR =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

  public JsonNumber {
    if (text.length() > MAX_LENGTH || !GRAMMAR.matcher(text).matches()) {
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

  @Override
  public String kind() {
    return "a number";
  }
}
