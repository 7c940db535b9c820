package qts.decision.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * JSON in UTF-8 that grows at its end. Cleared and filled again, it keeps its memory. Not for use
 * by several threads at once.
 */
public final class JsonBytes {
  private static final int FIRST_CAPACITY = 1_024;

  /** The most bytes of one UTF-16 unit: an escape with a backslash, a u and four hex digits. */
  private static final int WIDEST = 6;

  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };

  private final @Nullable JsonNames names;
  private byte[] bytes = new byte[FIRST_CAPACITY];
  private int length;

  private JsonBytes(@Nullable JsonNames names) {
    this.names = names;
  }

  /** To be filled once or twice. */
  public JsonBytes() {
    this(null);
  }

  /** To be filled over and over with objects of the same few names. */
  public static JsonBytes forMany() {
    return new JsonBytes(new JsonNames());
  }

  /** Forgets everything that was written. */
  public JsonBytes clear() {
    length = 0;
    return this;
  }

  public int length() {
    return length;
  }

  /** A copy of what was written. */
  public byte[] toArray() {
    return Arrays.copyOf(bytes, length);
  }

  /** What was written, at the front; not to be changed, and only good until more is written. */
  public byte[] buffer() {
    return bytes;
  }

  /** Appends ASCII as it is. */
  public JsonBytes plain(String ascii) {
    int end = ascii.length();
    reserve(end);
    byte[] to = bytes;
    int at = length;
    for (int i = 0; i < end; i++) {
      to[at++] = (byte) ascii.charAt(i);
    }
    length = at;
    return this;
  }

  /** Appends the name of a field and its colon, behind a comma unless it is the first. */
  public JsonBytes name(String name, boolean first) {
    if (names == null) {
      return (first ? this : plain(", ")).text(name).plain(": ");
    }
    byte[] encoded = names.encoded(name);
    return append(encoded, first ? JsonNames.COMMA : 0);
  }

  /** Appends JSON that was written before, from {@code from} on. */
  JsonBytes append(byte[] utf8, int from) {
    int count = utf8.length - from;
    reserve(count);
    System.arraycopy(utf8, from, bytes, length, count);
    length += count;
    return this;
  }

  /**
   * Appends a string in quotes; only what JSON doesn't allow in one is escaped. Half of a surrogate
   * pair has no UTF-8: a question mark stands for it, as everywhere in Java.
   */
  public JsonBytes text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    if (!EscapedText.needsEscapes(utf8)) {
      reserve(utf8.length + 2);
      put('"');
      append(utf8, 0);
      put('"');
      return this;
    }
    reserve(WIDEST * utf8.length + 2);
    put('"');
    for (byte b : utf8) {
      if (EscapedText.isEscaped(b)) {
        escape((char) b);
      } else {
        put(b);
      }
    }
    put('"');
    return this;
  }

  /** Appends a string in quotes; everything but printable ASCII is escaped, as Python does. */
  public JsonBytes asciiText(String text) {
    reserve(WIDEST * text.length() + 2);
    put('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > '~' || EscapedText.isEscaped((byte) c)) {
        escape(c);
      } else {
        put(c);
      }
    }
    put('"');
    return this;
  }

  /** Appends {@link #asciiText}, or null for none. */
  public JsonBytes asciiTextOrNull(@Nullable String text) {
    return text == null ? plain("null") : asciiText(text);
  }

  private void escape(char c) {
    put('\\');
    switch (c) {
      case '"', '\\' -> put(c);
      case '\n' -> put('n');
      case '\r' -> put('r');
      case '\t' -> put('t');
      case '\b' -> put('b');
      case '\f' -> put('f');
      default -> {
        put('u');
        put(HEX[c >> 12]);
        put(HEX[c >> 8 & 0xF]);
        put(HEX[c >> 4 & 0xF]);
        put(HEX[c & 0xF]);
      }
    }
  }

  /** Needs room that was reserved. */
  private void put(int value) {
    bytes[length++] = (byte) value;
  }

  private void reserve(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(length, more), 2 * bytes.length));
    }
  }
}
