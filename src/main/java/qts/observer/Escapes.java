package qts.observer;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The escapes inside JSON strings. */
final class Escapes {
  /** The bytes of an escape with four hexadecimal digits, as in {@code \}{@code u0041}. */
  static final int UNIT_LENGTH = 6;

  private Escapes() {}

  /** Whether the string {@code bytes[start, end)} holds any escape. */
  static boolean any(byte[] bytes, int start, int end) {
    for (int i = start; i < end; i++) {
      if (bytes[i] == '\\') {
        return true;
      }
    }
    return false;
  }

  /** The UTF-16 unit of the {@code \}{@code u} escape at {@code p}, or -1 when there is none. */
  static int unit(byte[] bytes, int p, int to) {
    if (to - p < UNIT_LENGTH || bytes[p] != '\\' || bytes[p + 1] != 'u') {
      return -1;
    }
    int unit = 0;
    for (int i = p + 2; i < p + UNIT_LENGTH; i++) {
      int digit = Character.digit(bytes[i] & 0xff, 16);
      if (digit < 0) {
        return -1;
      }
      unit = unit << 4 | digit;
    }
    return unit;
  }

  /** The UTF-8 bytes that the checked string {@code bytes[start, end)} stands for. */
  static byte[] decoded(byte[] bytes, int start, int end) {
    ByteArrayOutputStream decoded = new ByteArrayOutputStream(end - start);
    int p = start;
    while (p < end) {
      p = bytes[p] == '\\' ? decode(bytes, p, end, decoded) : copy(bytes, p, decoded);
    }
    return decoded.toByteArray();
  }

  private static int copy(byte[] bytes, int p, ByteArrayOutputStream into) {
    into.write(bytes[p]);
    return p + 1;
  }

  private static int decode(byte[] bytes, int p, int end, ByteArrayOutputStream into) {
    if (bytes[p + 1] != 'u') {
      into.write(simple(bytes[p + 1]));
      return p + 2;
    }
    int high = unit(bytes, p, end);
    int next = p + UNIT_LENGTH;
    if (!Character.isSurrogate((char) high)) {
      into.writeBytes(utf8(high));
      return next;
    }
    into.writeBytes(utf8(Character.toCodePoint((char) high, (char) unit(bytes, next, end))));
    return next + UNIT_LENGTH;
  }

  private static byte[] utf8(int codePoint) {
    return Character.toString(codePoint).getBytes(StandardCharsets.UTF_8);
  }

  private static int simple(byte letter) {
    return switch (letter) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> letter;
    };
  }
}
