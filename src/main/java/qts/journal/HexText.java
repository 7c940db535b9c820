package qts.journal;

import java.util.Arrays;

/** Lower-case hexadecimal digits, as many ids are spelled, and the bytes they stand for. */
final class HexText {
  /** Shorter values are not worth a code of their own. */
  private static final int MIN_LENGTH = 16;

  private static final byte[] VALUE = new byte[256];

  static {
    Arrays.fill(VALUE, (byte) -1);
    for (int i = 0; i < 16; i++) {
      VALUE["0123456789abcdef".charAt(i)] = (byte) i;
    }
  }

  private HexText() {}

  /** Whether these are digits of whole bytes, and enough of them. */
  static boolean isHex(byte[] data, int from, int length) {
    if (length < MIN_LENGTH || (length & 1) != 0) {
      return false;
    }
    for (int at = from; at < from + length; at++) {
      if (VALUE[data[at] & 0xFF] < 0) {
        return false;
      }
    }
    return true;
  }

  /** Writes the {@code width} bytes that the digits spell; false when one is not a digit. */
  static boolean decode(byte[] data, int from, byte[] into, int to, int width) {
    int bad = 0;
    for (int b = 0; b < width; b++) {
      int high = VALUE[data[from + 2 * b] & 0xFF];
      int low = VALUE[data[from + 2 * b + 1] & 0xFF];
      bad |= high | low;
      into[to + b] = (byte) (high << 4 | low);
    }
    return bad >= 0;
  }
}
