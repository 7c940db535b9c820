package qts.journal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Lays a record that was read out in its canonical form, over which its checksum and its leaf hash
 * are computed. {@link GroupBuffer} does the same with those to be written.
 */
final class RecordForm {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** What stands before each part, which tells its length. */
  static final int LENGTH_BYTES = 4;

  private static final int HEAD_BYTES = 42;

  private RecordForm() {}

  /** How long the form of a record with parts of these lengths is, with the byte before it. */
  static long length(int stream, int notes, int payload) {
    return HEAD_BYTES + 3L * LENGTH_BYTES + stream + notes + payload;
  }

  /** Writes the first fields of record {@code i}, at {@code at}; returns where they end. */
  static int head(byte[] into, int at, Group group, int i) {
    into[at] = MerkleTree.LEAF;
    LONG.set(into, at + 1, group.position(i));
    into[at + 9] = group.kind[i];
    LONG.set(into, at + 10, group.eventMillis[i]);
    LONG.set(into, at + 18, group.receiveMillis[i]);
    LONG.set(into, at + 26, group.monotonicNanos[i]);
    LONG.set(into, at + 34, group.sequence[i]);
    return at + HEAD_BYTES;
  }

  /** Writes a part and its length; returns where it ends. */
  static int part(byte[] into, int at, byte[] from, int offset, int count) {
    System.arraycopy(from, offset, into, length(into, at, count), count);
    return at + LENGTH_BYTES + count;
  }

  /** Writes the length of a part; returns where the part begins. */
  static int length(byte[] into, int at, int count) {
    INT.set(into, at, count);
    return at + LENGTH_BYTES;
  }
}
