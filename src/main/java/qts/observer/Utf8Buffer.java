package qts.observer;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A growing buffer of UTF-8 text, reused from record to record. Grows to the largest record written
 * into it and stays there. Not for use by several threads at once.
 */
public final class Utf8Buffer {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private byte[] bytes = new byte[2048];
  private int length;

  /** The buffer itself; only the first {@link #length()} bytes are text. */
  public byte[] bytes() {
    return bytes;
  }

  public int length() {
    return length;
  }

  public void clear() {
    length = 0;
  }

  /** A copy of the text. */
  public byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  public void writeTo(OutputStream out) throws IOException {
    out.write(bytes, 0, length);
  }

  @Override
  public String toString() {
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  /** Adds text in UTF-8. */
  public Utf8Buffer add(byte[] text) {
    return add(text, 0, text.length);
  }

  /** Adds the text {@code text[from, to)}. */
  public Utf8Buffer add(byte[] text, int from, int to) {
    reserve(to - from);
    System.arraycopy(text, from, bytes, length, to - from);
    length += to - from;
    return this;
  }

  /** Adds one ASCII character, for example the line break behind a record. */
  public Utf8Buffer add(char ascii) {
    reserve(1);
    bytes[length++] = (byte) ascii;
    return this;
  }

  /** Adds a number in decimal digits. */
  public Utf8Buffer add(long number) {
    return add(Long.toString(number).getBytes(StandardCharsets.US_ASCII));
  }

  /** Adds {@code text} as a JSON string, quoted and escaped. */
  public Utf8Buffer addQuoted(String text) {
    add('"');
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      addEscaped(b);
    }
    return add('"');
  }

  /**
   * Adds one JSON document as received, but on one line: a line break can only stand between its
   * tokens and becomes a space.
   */
  public Utf8Buffer addOnOneLine(byte[] json, int from, int to) {
    int begin = length;
    add(json, from, to);
    for (int i = begin; i < length; i++) {
      if (bytes[i] == '\n' || bytes[i] == '\r') {
        bytes[i] = ' ';
      }
    }
    return this;
  }

  private void addEscaped(byte b) {
    if (b == '"' || b == '\\') {
      add('\\').add((char) b);
    } else if (b >= 0 && b < ' ') {
      add('\\').add('u').add('0').add('0').add((char) HEX[b >> 4]).add((char) HEX[b & 15]);
    } else {
      reserve(1);
      bytes[length++] = b;
    }
  }

  private void reserve(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }
}
