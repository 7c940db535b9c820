package qts.verify;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * One record in its canonical form, over which checksum and leaf hash are computed. Refilled from
 * record to record.
 */
final class StoredRecord {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int FIXED_BYTES = 42;

  private byte[] leaf = new byte[1024];
  private int length;
  private int payloadFrom;

  /** How long the canonical form is of a record whose notes and payload have {@code data} bytes. */
  static long bytes(int stream, long data) {
    return FIXED_BYTES - 1 + 3 * Integer.BYTES + stream + data;
  }

  /** Begins a record: a zero byte, as leaves have, and the fields of fixed length. */
  StoredRecord begin(long position, int kind, long event, long receive, long nanos, long sequence) {
    leaf[0] = 0;
    LONG.set(leaf, 1, position);
    leaf[9] = (byte) kind;
    LONG.set(leaf, 10, event);
    LONG.set(leaf, 18, receive);
    LONG.set(leaf, 26, nanos);
    LONG.set(leaf, 34, sequence);
    length = FIXED_BYTES;
    return this;
  }

  /** Adds a part of {@code bytes} and returns where its bytes belong. */
  int part(int bytes) {
    if (leaf.length - length < 4 + bytes) {
      leaf = Arrays.copyOf(leaf, Math.max(2 * leaf.length, length + 4 + bytes));
    }
    INT.set(leaf, length, bytes);
    payloadFrom = length + 4;
    length = payloadFrom + bytes;
    return payloadFrom;
  }

  void part(byte[] from, int at, int bytes) {
    int to = part(bytes);
    System.arraycopy(from, at, leaf, to, bytes);
  }

  /** Holds the zero byte and the canonical form. */
  byte[] leaf() {
    return leaf;
  }

  /** How many of the bytes of {@link #leaf} count. */
  int length() {
    return length;
  }

  long position() {
    return (long) LONG.get(leaf, 1);
  }

  int kind() {
    return leaf[9];
  }

  long monotonicNanos() {
    return (long) LONG.get(leaf, 26);
  }

  long sequence() {
    return (long) LONG.get(leaf, 34);
  }

  /** A copy of the last part that was added. */
  byte[] payload() {
    return Arrays.copyOfRange(leaf, payloadFrom, length);
  }

  int checksum(CRC32C crc) {
    crc.reset();
    crc.update(leaf, 1, length - 1);
    return (int) crc.getValue();
  }
}
