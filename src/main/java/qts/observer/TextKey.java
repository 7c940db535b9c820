package qts.observer;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One or two strings of a snapshot as the key of a table, without making strings of them. A text
 * spelled with escapes and the same text without are one key. Reusable as a probe; a key that is
 * stored is a {@link #copy()} and doesn't change. Not for use by several threads at once.
 */
public final class TextKey implements Comparable<TextKey> {
  private static final int PROBE_BYTES = 64;

  private byte[] bytes;
  private int length;
  private int hash;

  /** A probe that is nothing yet. */
  public TextKey() {
    this(new byte[PROBE_BYTES], 0, 0);
  }

  private TextKey(byte[] bytes, int length, int hash) {
    this.bytes = bytes;
    this.length = length;
    this.hash = hash;
  }

  /** The key of one text. */
  public static TextKey of(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new TextKey(bytes, bytes.length, 0);
  }

  /** The key of two texts. */
  public static TextKey of(String first, String second) {
    return of(first + '\0' + second);
  }

  /** Makes this the key of one field; absent, null and empty are the same. */
  public TextKey set(ScannedSnapshot snapshot, Field field) {
    length = 0;
    hash = 0;
    append(snapshot, field);
    return this;
  }

  /** Makes this the key of two fields together. */
  public TextKey set(ScannedSnapshot snapshot, Field first, Field second) {
    set(snapshot, first);
    reserve(1);
    bytes[length++] = 0;
    append(snapshot, second);
    return this;
  }

  TextKey copy() {
    return new TextKey(Arrays.copyOf(bytes, length), length, hashCode());
  }

  private void append(ScannedSnapshot snapshot, Field field) {
    if (snapshot.kind(field) != ValueKind.STRING) {
      return;
    }
    int from = snapshot.start(field);
    int to = snapshot.end(field);
    byte[] source = snapshot.bytes();
    if (Escapes.any(source, from, to)) {
      source = Escapes.decoded(source, from, to);
      from = 0;
      to = source.length;
    }
    reserve(to - from);
    System.arraycopy(source, from, bytes, length, to - from);
    length += to - from;
  }

  private void reserve(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TextKey that
        && Arrays.equals(bytes, 0, length, that.bytes, 0, that.length);
  }

  @Override
  public int hashCode() {
    if (hash == 0) {
      int h = 1;
      for (int i = 0; i < length; i++) {
        h = 31 * h + bytes[i];
      }
      hash = h;
    }
    return hash;
  }

  /** The order of the bytes; lets a hash table stay fast when hashes are made to collide. */
  @Override
  public int compareTo(TextKey other) {
    return Arrays.compare(bytes, 0, length, other.bytes, 0, other.length);
  }

  @Override
  public String toString() {
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }
}
