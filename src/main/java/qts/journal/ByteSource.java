package qts.journal;

import java.util.Objects;

/**
 * Reads what {@link ByteSink} wrote. Every read is checked against the end, so that no input,
 * however damaged, leads further than {@link DamagedGroupException}.
 */
final class ByteSource {
  private final byte[] bytes;
  private final int end;
  private int at;

  ByteSource(byte[] bytes, int from, int to) {
    Objects.checkFromToIndex(from, to, bytes.length);
    this.bytes = bytes;
    this.at = from;
    this.end = to;
  }

  byte[] array() {
    return bytes;
  }

  int remaining() {
    return end - at;
  }

  /** Passes over {@code count} bytes and returns where they begin. */
  int skip(int count) {
    if (count < 0 || count > end - at) {
      throw new DamagedGroupException("a part of " + count + " bytes does not fit into the group");
    }
    int from = at;
    at += count;
    return from;
  }

  int get() {
    return bytes[skip(1)] & 0xFF;
  }

  int getInt() {
    int from = skip(4);
    return (bytes[from] & 0xFF)
        | (bytes[from + 1] & 0xFF) << 8
        | (bytes[from + 2] & 0xFF) << 16
        | (bytes[from + 3] & 0xFF) << 24;
  }

  long getUvar() {
    return at < end && bytes[at] >= 0 ? bytes[at++] : longUvar();
  }

  private long longUvar() {
    long value = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      if (at == end) {
        break;
      }
      int b = bytes[at++];
      value |= (long) (b & 0x7F) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw new DamagedGroupException("a number runs past its end");
  }

  long getSvar() {
    long raw = getUvar();
    return (raw >>> 1) ^ -(raw & 1);
  }

  /** A varint that must lie in 0 to {@code limit}. */
  int getCount(int limit) {
    long value = getUvar();
    if (value < 0 || value > limit) {
      throw new DamagedGroupException("a count of " + value + " is above the limit of " + limit);
    }
    return (int) value;
  }

  /** {@code count} varints that must lie in 0 to {@code limit}. */
  void getCounts(int[] into, int count, int limit) {
    for (int i = 0; i < count; i++) {
      into[i] = getCount(limit);
    }
  }

  /**
   * {@code count} numbers, each as its difference to the one before; the first to {@code start}.
   */
  void getDifferences(long[] into, int count, long start) {
    long before = start;
    for (int i = 0; i < count; i++) {
      before += getSvar();
      into[i] = before;
    }
  }

  byte[] getBlock() {
    int length = getCount(remaining());
    byte[] block = new byte[length];
    System.arraycopy(bytes, skip(length), block, 0, length);
    return block;
  }
}
