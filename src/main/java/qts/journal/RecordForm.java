package qts.journal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Lays a record out in its canonical form, over which its checksum and its leaf hash are computed.
 */
final class RecordForm {
  static final int FIXED_BYTES = 8 + 1 + 8 + 8 + 8 + 8 + 4 + 4 + 4;
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] bytes = new byte[1024];
  private int length;

  byte[] array() {
    return bytes;
  }

  int length() {
    return length;
  }

  void head(
      long position,
      int kind,
      long eventMillis,
      long receiveMillis,
      long monotonicNanos,
      long seq) {
    LONG.set(bytes, 0, position);
    bytes[8] = (byte) kind;
    LONG.set(bytes, 9, eventMillis);
    LONG.set(bytes, 17, receiveMillis);
    LONG.set(bytes, 25, monotonicNanos);
    LONG.set(bytes, 33, seq);
    length = 41;
  }

  void part(byte[] from, int offset, int count) {
    if (bytes.length < length + 4 + count) {
      byte[] larger = new byte[Math.max(2 * bytes.length, length + 4 + count)];
      System.arraycopy(bytes, 0, larger, 0, length);
      bytes = larger;
    }
    INT.set(bytes, length, count);
    System.arraycopy(from, offset, bytes, length + 4, count);
    length += 4 + count;
  }
}
