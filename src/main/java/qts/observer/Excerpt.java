package qts.observer;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Short, printable texts of received bytes for findings, whatever the bytes are. */
final class Excerpt {
  private static final int MAX_BYTES = 4 * (Finding.MAX_ACTUAL + 1);

  private Excerpt() {}

  /**
   * The text of {@code bytes[start, end)}, cut after what a finding can hold. Control characters
   * appear as JSON escapes, so that no text breaks a line; bytes that are not UTF-8 appear as
   * U+FFFD.
   */
  static String of(byte[] bytes, int start, int end) {
    int length = Math.min(end - start, MAX_BYTES);
    return printable(new String(bytes, start, length, StandardCharsets.UTF_8));
  }

  private static String printable(String text) {
    StringBuilder printable = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isISOControl(c)) {
        printable.append("\\u%04x".formatted((int) c));
      } else {
        printable.append(c);
      }
    }
    return printable.toString();
  }

  /** The bytes as hexadecimal digits, as in {@code "c3 28"}. */
  static String hex(byte[] bytes, int start, int end) {
    return HexFormat.ofDelimiter(" ").formatHex(bytes, start, end);
  }
}
