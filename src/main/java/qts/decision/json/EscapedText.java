package qts.decision.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Tells which text JSON takes as it is. Looks at eight bytes at a time: taking 1 from a byte that
 * is 0 borrows into its highest bit, and XOR makes 0 of the byte looked for.
 */
final class EscapedText {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long HIGHS = 0x8080_8080_8080_8080L;
  private static final long BLANKS = ' ' * ONES;
  private static final long QUOTES = '"' * ONES;
  private static final long BACKSLASHES = '\\' * ONES;

  private EscapedText() {}

  /** Whether there is a control character, a quote or a backslash. */
  static boolean needsEscapes(byte[] utf8) {
    int i = 0;
    for (; i + Long.BYTES <= utf8.length; i += Long.BYTES) {
      long eight = (long) LONGS.get(utf8, i);
      if (((below(eight, BLANKS) | zeros(eight ^ QUOTES) | zeros(eight ^ BACKSLASHES)) & HIGHS)
          != 0) {
        return true;
      }
    }
    for (; i < utf8.length; i++) {
      if (isEscaped(utf8[i])) {
        return true;
      }
    }
    return false;
  }

  private static long zeros(long eight) {
    return below(eight, ONES);
  }

  /** The highest bits of the bytes below a bound of ASCII; the lowest of them is never wrong. */
  private static long below(long eight, long bounds) {
    return (eight - bounds) & ~eight;
  }

  /** Whether a byte of UTF-8 can't stand in a JSON string as it is. */
  static boolean isEscaped(byte b) {
    return (b >= 0 && b < ' ') || b == '"' || b == '\\';
  }
}
