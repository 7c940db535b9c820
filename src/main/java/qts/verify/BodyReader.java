package qts.verify;

/**
 * Reads numbers and parts of a group's body in turn. Every step is checked against the end: no
 * bytes, however made, lead further than a {@link DamagedBodyException}.
 */
final class BodyReader {
  private final byte[] bytes;
  private final int end;
  private int at;

  BodyReader(byte[] bytes, int from, int to) {
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

  /** Passes over {@code length} bytes and gives where they begin in the array. */
  int part(long length) {
    if (length < 0 || length > end - at) {
      throw new DamagedBodyException("a part of %d bytes does not fit".formatted(length));
    }
    int from = at;
    at += (int) length;
    return from;
  }

  int octet() {
    return bytes[part(1)] & 0xFF;
  }

  int int32() {
    int from = part(4);
    return (bytes[from] & 0xFF)
        | (bytes[from + 1] & 0xFF) << 8
        | (bytes[from + 2] & 0xFF) << 16
        | bytes[from + 3] << 24;
  }

  long uvar() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int b = octet();
      value |= (b & 0x7FL) << shift;
      if (b < 0x80) {
        return value;
      }
    }
    throw new DamagedBodyException("a number has no end");
  }

  long svar() {
    long raw = uvar();
    return (raw >>> 1) ^ -(raw & 1);
  }

  /** A number from 0 to {@code limit}. */
  int count(long limit) {
    long value = uvar();
    if (value < 0 || value > limit) {
      throw new DamagedBodyException("a count of %d where %d is the most".formatted(value, limit));
    }
    return (int) value;
  }

  /** The length of something that lies ahead in the body. */
  int length() {
    return count(remaining());
  }

  byte[] block() {
    int length = length();
    byte[] block = new byte[length];
    System.arraycopy(bytes, part(length), block, 0, length);
    return block;
  }
}
