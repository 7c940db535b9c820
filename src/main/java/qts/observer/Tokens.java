package qts.observer;

/**
 * The scalars of JSON, checked where they stand: strings as well-formed UTF-8 without lone
 * surrogates, numbers by their text alone. Every method takes the position of the value and answers
 * where it ends, or {@link Fault#STOPPED} with the fault noted.
 */
final class Tokens {
  /** The most digits of one number, exponent included. */
  static final int MAX_DIGITS = 1000;

  /** The largest magnitude of an exponent. */
  static final int MAX_EXPONENT = 9999;

  /** With so many digits and no exponent a number is finite for sure. */
  private static final int SURELY_FINITE = 300;

  private static final int NULL = (int) Words.of("null");
  private static final int TRUE = (int) Words.of("true");
  private static final int FALS = (int) Words.of("fals");
  private static final long INFINITY = Words.of("Infinity");
  private static final long NAN = Words.of("NaN");

  private final Fault fault;

  Tokens(Fault fault) {
    this.fault = fault;
  }

  /**
   * Passes over the inside of a string.
   *
   * @param p behind the opening quote
   * @return the position of the closing quote
   */
  int string(byte[] bytes, int p, int to) {
    int at = p;
    while (at < to) {
      long stops = Words.stops(Words.at(bytes, at));
      if (stops == 0) {
        at += Long.BYTES;
        continue;
      }
      at += Words.first(stops);
      if (at >= to) {
        break;
      }
      byte stop = bytes[at];
      if (stop == '"') {
        return at;
      }
      at = stop == '\\' ? escape(bytes, at, to) : unicode(bytes, at, to);
      if (at < 0) {
        return Fault.STOPPED;
      }
    }
    return fault.syntax("'\"' at the end of the string", to);
  }

  /** Passes over the characters outside ASCII that begin at {@code p}, at least one. */
  private int unicode(byte[] bytes, int p, int to) {
    if (bytes[p] >= 0) {
      return fault.syntax("no control character inside a string", p);
    }
    int at = p;
    while (at < to && bytes[at] < 0) {
      int length = utf8Length(bytes, at, to);
      if (length == 0) {
        return fault.stop(
            Rules.JSON_UTF8, "The string is not UTF-8", "well-formed UTF-8", at, at + 4);
      }
      at += length;
    }
    return at;
  }

  /** The length of the character at {@code p}, 0 when it is malformed (Unicode, table 3-7). */
  private static int utf8Length(byte[] bytes, int p, int to) {
    int lead = bytes[p] & 0xff;
    int length = lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
    if (length == 0 || to - p < length) {
      return 0;
    }
    int second = bytes[p + 1] & 0xff;
    int low = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
    int high = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
    if (second < low || second > high) {
      return 0;
    }
    for (int i = 2; i < length; i++) {
      if ((bytes[p + i] & 0xc0) != 0x80) {
        return 0;
      }
    }
    return length;
  }

  private int escape(byte[] bytes, int p, int to) {
    if (p + 1 >= to) {
      return fault.syntax("an escape", to);
    }
    return switch (bytes[p + 1]) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> p + 2;
      case 'u' -> unicodeEscape(bytes, p, to);
      default -> fault.syntax("an escape", p);
    };
  }

  private int unicodeEscape(byte[] bytes, int p, int to) {
    int unit = Escapes.unit(bytes, p, to);
    if (unit < 0) {
      return fault.syntax("four hexadecimal digits after '\\u'", p);
    }
    if (!Character.isSurrogate((char) unit)) {
      return p + Escapes.UNIT_LENGTH;
    }
    int next = p + Escapes.UNIT_LENGTH;
    int low = Character.isHighSurrogate((char) unit) ? Escapes.unit(bytes, next, to) : -1;
    if (low < 0 || !Character.isLowSurrogate((char) low)) {
      return fault.stop(
          Rules.JSON_LONE_SURROGATE,
          "The escape is half of a surrogate pair",
          "surrogates in pairs",
          p,
          next);
    }
    return next + Escapes.UNIT_LENGTH;
  }

  /** Passes over a number, {@code true}, {@code false} or {@code null}. */
  int bare(byte[] bytes, int p, int to) {
    if (p >= to) {
      return fault.syntax("a value", to);
    }
    return switch (bytes[p]) {
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number(bytes, p, to);
      case 'n' -> word(bytes, p, to, NULL, 4);
      case 't' -> word(bytes, p, to, TRUE, 4);
      case 'f' -> p + 4 < to && bytes[p + 4] == 'e' ? word(bytes, p, to, FALS, 5) : noValue(p);
      case 'N', 'I' -> notFinite(bytes, p, p, to);
      default -> noValue(p);
    };
  }

  private int noValue(int p) {
    return fault.syntax("a value", p);
  }

  private int word(byte[] bytes, int p, int to, int firstFour, int length) {
    boolean there = to - p >= length && (int) Words.at(bytes, p) == firstFour;
    return there ? p + length : noValue(p);
  }

  /** Refuses the bare words that Python writes, which are no JSON, by a rule of their own. */
  private int notFinite(byte[] bytes, int start, int p, int to) {
    if (to - p >= 8 && Words.at(bytes, p) == INFINITY) {
      return infinite(start, p + 8);
    }
    if (start == p && to - p >= 3 && Words.at(bytes, p, 3) == NAN) {
      return infinite(start, p + 3);
    }
    return noValue(start);
  }

  private int infinite(int start, int end) {
    return fault.stop(
        Rules.JSON_NOT_FINITE, "The value is not a finite number", "finite numbers", start, end);
  }

  private int number(byte[] bytes, int start, int to) {
    int whole = bytes[start] == '-' ? start + 1 : start;
    int at = digits(bytes, whole, to);
    if (at == whole) {
      return notFiniteOr(bytes, start, whole, to);
    }
    if (bytes[whole] == '0' && at > whole + 1) {
      return fault.syntax("no digit after a leading zero", whole + 1);
    }
    if (at < to && bytes[at] == '.') {
      int fraction = at + 1;
      at = digits(bytes, fraction, to);
      if (at == fraction) {
        return fault.syntax("a digit after '.'", at);
      }
    }
    if (at < to && (bytes[at] | 0x20) == 'e') {
      return exponent(bytes, start, at, to);
    }
    return at - start <= SURELY_FINITE ? at : sized(bytes, start, at, at);
  }

  private int notFiniteOr(byte[] bytes, int start, int p, int to) {
    return p < to && bytes[p] == 'I'
        ? notFinite(bytes, start, p, to)
        : fault.syntax("a digit", Math.min(p, to));
  }

  private int exponent(byte[] bytes, int start, int mark, int to) {
    int at = mark + 1;
    if (at < to && (bytes[at] == '+' || bytes[at] == '-')) {
      at++;
    }
    int end = digits(bytes, at, to);
    return end == at ? fault.syntax("a digit in the exponent", at) : sized(bytes, start, mark, end);
  }

  /** Where the digits that begin at {@code p} end. */
  static int digits(byte[] bytes, int p, int to) {
    int at = p;
    while (at < to) {
      long others = Words.others(Words.at(bytes, at));
      if (others != 0) {
        return Math.min(to, at + Words.first(others));
      }
      at += Long.BYTES;
    }
    return Math.max(p, to);
  }

  /** Checks the size of a number whose exponent, if any, stands from {@code mark} on. */
  private int sized(byte[] bytes, int start, int mark, int end) {
    if (end - start > MAX_DIGITS && digitCount(bytes, start, end) > MAX_DIGITS) {
      return fault.stop(
          Rules.JSON_NUMBER_SIZE,
          "The number has too many digits",
          MAX_DIGITS + " digits",
          start,
          end);
    }
    int exponent = mark == end ? 0 : exponentValue(bytes, mark + 1, end);
    if (Math.abs(exponent) > MAX_EXPONENT) {
      return fault.stop(
          Rules.JSON_NUMBER_SIZE,
          "The exponent of the number is too large",
          "exponents from -" + MAX_EXPONENT + " to " + MAX_EXPONENT,
          start,
          end);
    }
    return Magnitude.isFinite(bytes, start, mark, exponent) ? end : infinite(start, end);
  }

  private static int digitCount(byte[] bytes, int start, int end) {
    int count = 0;
    for (int i = start; i < end; i++) {
      if ((char) (bytes[i] - '0') < 10) {
        count++;
      }
    }
    return count;
  }

  /** The value of an exponent, beyond {@link #MAX_EXPONENT} only roughly. */
  private static int exponentValue(byte[] bytes, int p, int end) {
    boolean negative = bytes[p] == '-';
    int at = negative || bytes[p] == '+' ? p + 1 : p;
    int value = 0;
    for (; at < end && value <= MAX_EXPONENT; at++) {
      value = value * 10 + bytes[at] - '0';
    }
    return negative ? -value : value;
  }
}
