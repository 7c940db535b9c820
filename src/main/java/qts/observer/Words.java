package qts.observer;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Eight bytes of an array at a time, as one little-endian long: the first byte is the lowest. */
final class Words {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;
  private static final long MIX = 0x9E3779B97F4A7C15L;

  private Words() {}

  /** The eight bytes at {@code p}; bytes past the end of the array read as zero. */
  static long at(byte[] bytes, int p) {
    return p <= bytes.length - Long.BYTES ? (long) LONGS.get(bytes, p) : tail(bytes, p);
  }

  private static long tail(byte[] bytes, int p) {
    long word = 0;
    for (int i = bytes.length - 1; i >= p; i--) {
      word = word << 8 | (bytes[i] & 0xff);
    }
    return word;
  }

  /** The {@code length} bytes at {@code p}, from 0 to 8, the others zero. */
  static long at(byte[] bytes, int p, int length) {
    return length == 0 ? 0 : at(bytes, p) & mask(length);
  }

  /** Ones over the first {@code length} bytes, from 1 to 8. */
  static long mask(int length) {
    return -1L >>> (Long.SIZE - Byte.SIZE * length);
  }

  /** A text of at most eight ASCII characters, as {@link #at(byte[], int, int)} would read it. */
  static long of(String ascii) {
    byte[] bytes = ascii.getBytes(StandardCharsets.US_ASCII);
    return at(bytes, 0, bytes.length);
  }

  /**
   * Not zero when one of the eight bytes can't be passed over inside a JSON string: a quote, a
   * backslash, a control character, or a byte outside ASCII. The lowest set bit belongs to the
   * first such byte; bits above it may be set wrongly, by the borrow of the subtractions.
   */
  static long stops(long word) {
    long quote = word ^ ONES * '"';
    long backslash = word ^ ONES * '\\';
    return (((quote - ONES) & ~quote)
            | ((backslash - ONES) & ~backslash)
            | ((word - ONES * ' ') & ~word)
            | word)
        & HIGHS;
  }

  /**
   * Not zero when one of the eight bytes is not an ASCII digit. The lowest set bit belongs to the
   * first such byte; bits above it may be set wrongly, by the carry of the addition.
   */
  static long others(long word) {
    long digits = word ^ ONES * '0';
    return ((digits + ONES * (0x80 - 10)) | digits) & HIGHS;
  }

  /** The index from 0 to 7 of the first byte that {@link #stops} or {@link #others} names. */
  static int first(long bits) {
    return Long.numberOfTrailingZeros(bits) >>> 3;
  }

  /** Folds one more word into a hash. */
  static long mix(long hash, long word) {
    long mixed = (hash ^ word) * MIX;
    return mixed ^ mixed >>> 29;
  }
}
