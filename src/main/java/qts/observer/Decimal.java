package qts.observer;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A decimal number read from its text, exact and reusable: {@code mantissa × 10^-scale}. Numbers of
 * up to 18 digits, which is what markets send, are read and compared without allocation; longer
 * ones go through {@link BigDecimal}. A number beyond {@link #MAX_TEXT} characters or {@link
 * #MAX_EXPONENT} has a sign but no value here, because arithmetic on it could be made to cost
 * seconds. Not for use by several threads at once.
 */
public final class Decimal {
  /** The longest text of a number that is given a value. */
  public static final int MAX_TEXT = 400;

  /** The largest exponent, in either direction, of a number that is given a value. */
  public static final int MAX_EXPONENT = 400;

  /** The largest scale of a difference, and in either direction of {@code long} arithmetic. */
  static final int MAX_SCALE = 18;

  private static final int MAX_LONG_DIGITS = 18;
  private static final int ENDLESS_EXPONENT = 100_000;
  private static final long[] POWER = new long[MAX_SCALE + 1];
  private static final double[] DOUBLE_POWER = new double[MAX_SCALE + 1];

  /**
   * The largest magnitude that may be multiplied by each power so that two of them can be added.
   */
  private static final long[] ROOM = new long[MAX_SCALE + 1];

  static {
    long power = 1;
    for (int i = 0; i <= MAX_SCALE; i++) {
      POWER[i] = power;
      DOUBLE_POWER[i] = power;
      ROOM[i] = Long.MAX_VALUE / 2 / power;
      power *= 10;
    }
  }

  private boolean known;
  private int sign;
  private long mantissa;
  private int scale;
  private @Nullable BigDecimal big;

  /** The number that {@code value} is. */
  static Decimal of(BigDecimal value) {
    Decimal decimal = new Decimal();
    byte[] text = value.toString().getBytes(StandardCharsets.US_ASCII);
    decimal.read(text, 0, text.length);
    return decimal;
  }

  /** Whether there is a value; without one only {@link #signum()} means anything. */
  public boolean isKnown() {
    return known;
  }

  /** -1, 0 or 1; 0 before anything was read. */
  public int signum() {
    return sign;
  }

  public void clear() {
    known = false;
    sign = 0;
    mantissa = 0;
    scale = 0;
    big = null;
  }

  /**
   * Reads the JSON number {@code text[from, to)}, which must be well-formed.
   *
   * @return whether the number has a value here
   */
  public boolean read(byte[] text, int from, int to) {
    clear();
    boolean negative = text[from] == '-';
    int i = negative ? from + 1 : from;
    long digitsRead = 0;
    int digits = 0;
    int fraction = 0;
    int inFraction = 0;
    for (; i < to; i++) {
      int digit = text[i] - '0';
      if (digit >= 0 && digit <= 9) {
        digitsRead = digitsRead * 10 + digit;
        digits += (digits | digit) == 0 ? 0 : 1;
        fraction += inFraction;
      } else if (text[i] == '.') {
        inFraction = 1;
      } else {
        break;
      }
    }
    int exponent = i < to ? exponent(text, i + 1, to) : 0;
    if (digits == 0) {
      return set(0, Math.clamp((long) fraction - exponent, 0, MAX_SCALE));
    }
    int power = fraction - exponent;
    if (digits <= MAX_LONG_DIGITS && power <= MAX_SCALE && power >= -MAX_SCALE) {
      return set(negative ? -digitsRead : digitsRead, power);
    }
    sign = negative ? -1 : 1;
    return Math.abs(exponent) <= MAX_EXPONENT && readBig(text, from, to);
  }

  /** Makes this the number that {@code other} is. */
  void set(Decimal other) {
    known = other.known;
    sign = other.sign;
    mantissa = other.mantissa;
    scale = other.scale;
    big = other.big;
  }

  /** Makes this {@code mantissa × 10^-scale}. */
  boolean set(long mantissa, int scale) {
    this.known = true;
    this.sign = Long.signum(mantissa);
    this.mantissa = mantissa;
    this.scale = scale;
    this.big = null;
    return true;
  }

  /** The digits of a difference. */
  long mantissa() {
    return mantissa;
  }

  /** How many of the digits of a difference stand behind the point. */
  int scale() {
    return scale;
  }

  /** The nearest double to a difference; NaN when it is not known. */
  public double doubleValue() {
    return known ? BigDecimal.valueOf(mantissa, scale).doubleValue() : Double.NaN;
  }

  /** Compares two known numbers by value. */
  int compareTo(Decimal other) {
    if (big == null && other.big == null) {
      int common = Math.max(scale, other.scale);
      if (fits(common) && other.fits(common)) {
        return Long.compare(at(common), other.at(common));
      }
    }
    return toBigDecimal().compareTo(other.toBigDecimal());
  }

  /**
   * Makes this {@code a - b}, with the digits behind the point that the longer of them has.
   *
   * @return whether both are known and the difference has at most 18 decimals and fits a {@code
   *     long}; otherwise this is unknown
   */
  boolean setDifference(Decimal a, Decimal b) {
    clear();
    if (!a.known || !b.known) {
      return false;
    }
    if (a.big == null && b.big == null) {
      int common = Math.max(0, Math.max(a.scale, b.scale));
      if (a.fits(common) && b.fits(common)) {
        return set(a.at(common) - b.at(common), common);
      }
    }
    return setShort(a.toBigDecimal().subtract(b.toBigDecimal()));
  }

  /** Whether {@code |this - before| > limit × |before|}; false when {@code before} is zero. */
  boolean movedBeyond(Decimal limit, Decimal before) {
    if (before.sign == 0) {
      return false;
    }
    if (big == null && before.big == null && limit.big == null && limit.scale >= 0) {
      int common = Math.max(scale, before.scale);
      if (fits(common) && before.fits(common)) {
        long moved = Math.abs(at(common) - before.at(common));
        long base = Math.abs(before.at(common));
        return compareProducts(moved, POWER[limit.scale], limit.mantissa, base) > 0;
      }
    }
    BigDecimal base = before.toBigDecimal();
    BigDecimal moved = toBigDecimal().subtract(base).abs();
    return moved.compareTo(limit.toBigDecimal().multiply(base.abs())) > 0;
  }

  /** The nearest double, give or take two units in its last place. */
  double toDouble() {
    if (big != null) {
      return big.doubleValue();
    }
    return scale >= 0 ? mantissa / DOUBLE_POWER[scale] : mantissa * DOUBLE_POWER[-scale];
  }

  /** The value of a known number. */
  BigDecimal toBigDecimal() {
    return big == null ? BigDecimal.valueOf(mantissa, scale) : big;
  }

  /** Writes a known number without an exponent. */
  void writeTo(Utf8Buffer out) {
    if (big == null && scale == 0) {
      out.add(mantissa);
    } else {
      out.add(toString().getBytes(StandardCharsets.US_ASCII));
    }
  }

  /** The value without an exponent, or {@code ?} when it is not known. */
  @Override
  public String toString() {
    return known ? toBigDecimal().toPlainString() : "?";
  }

  private boolean readBig(byte[] text, int from, int to) {
    if (to - from > MAX_TEXT) {
      return false;
    }
    big = new BigDecimal(new String(text, from, to - from, StandardCharsets.US_ASCII));
    known = true;
    return true;
  }

  private boolean setShort(BigDecimal value) {
    BigDecimal shortest = value.stripTrailingZeros();
    return setAsSpelled(value)
        || setAsSpelled(shortest.scale() < 0 ? shortest.setScale(0) : shortest);
  }

  private boolean setAsSpelled(BigDecimal value) {
    return value.scale() >= 0
        && value.scale() <= MAX_SCALE
        && value.unscaledValue().bitLength() < Long.SIZE
        && set(value.unscaledValue().longValue(), value.scale());
  }

  private boolean fits(int common) {
    int more = common - scale;
    return more == 0 || (more <= MAX_SCALE && Math.abs(mantissa) <= ROOM[more]);
  }

  private long at(int common) {
    return mantissa * POWER[common - scale];
  }

  /** Compares {@code a × b} with {@code c × d}, none negative, in 128 bits. */
  private static int compareProducts(long a, long b, long c, long d) {
    int high = Long.compare(Math.multiplyHigh(a, b), Math.multiplyHigh(c, d));
    return high != 0 ? high : Long.compareUnsigned(a * b, c * d);
  }

  private static int exponent(byte[] text, int from, int to) {
    boolean negative = text[from] == '-';
    int value = 0;
    for (int i = negative || text[from] == '+' ? from + 1 : from; i < to; i++) {
      value = Math.min(value * 10 + text[i] - '0', ENDLESS_EXPONENT);
    }
    return negative ? -value : value;
  }
}
