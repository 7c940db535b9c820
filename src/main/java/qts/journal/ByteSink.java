package qts.journal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A growing byte array that is written from the front, with the number forms of the format. */
final class ByteSink {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] bytes;
  private int length;

  ByteSink(int capacity) {
    bytes = new byte[capacity];
  }

  byte[] array() {
    return bytes;
  }

  int length() {
    return length;
  }

  int capacity() {
    return bytes.length;
  }

  void clear() {
    length = 0;
  }

  /** Makes room for {@code more} bytes and returns where they begin. */
  int reserve(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
    int at = length;
    length += more;
    return at;
  }

  void put(int value) {
    int at = reserve(1);
    bytes[at] = (byte) value;
  }

  void putInt(int value) {
    int at = reserve(4);
    INT.set(bytes, at, value);
  }

  void put(byte[] from, int offset, int count) {
    int at = reserve(count);
    System.arraycopy(from, offset, bytes, at, count);
  }

  void put(byte[] from) {
    put(from, 0, from.length);
  }

  void put(ByteSink from) {
    put(from.bytes, 0, from.length);
  }

  /** An unsigned LEB128 varint; {@code value} is taken as unsigned 64 bits. */
  void putUvar(long value) {
    int at = reserve(10);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[at++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[at++] = (byte) rest;
    length = at;
  }

  /**
   * The values from {@code from} to {@code to}, each as a zigzag varint of its difference to the
   * one before, the first to {@code before}; the last one, for what follows.
   */
  long putDifferences(long[] values, int from, int to, long before) {
    int at = reserve(10 * (to - from));
    byte[] into = bytes;
    long last = before;
    for (int i = from; i < to; i++) {
      long difference = values[i] - last;
      long rest = (difference << 1) ^ (difference >> 63);
      last = values[i];
      while ((rest & ~0x7FL) != 0) {
        into[at++] = (byte) (rest | 0x80);
        rest >>>= 7;
      }
      into[at++] = (byte) rest;
    }
    length = at;
    return last;
  }

  /** A zigzag varint. */
  void putSvar(long value) {
    putUvar((value << 1) ^ (value >> 63));
  }

  /** A block: its length as a varint, then its bytes. */
  void putBlock(byte[] block) {
    putUvar(block.length);
    put(block);
  }
}
