package qts.journal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.zip.CRC32C;

/**
 * Lays a record that was read out in its canonical form, over which its checksum and its leaf hash
 * are computed. {@link GroupBuffer} does the same with those to be written.
 */
final class RecordForm {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] bytes = new byte[1024];
  private int length;

  /** The record's checksum. */
  int checksum(CRC32C crc) {
    crc.reset();
    crc.update(bytes, 1, length - 1);
    return (int) crc.getValue();
  }

  /** Adds the record to a tree of records. */
  void addTo(MerkleTree tree) {
    tree.addLeaf(bytes, 0, length);
  }

  /** The record's leaf hash. */
  Hash leaf() {
    MessageDigest digest = MerkleTree.sha256();
    digest.update(bytes, 0, length);
    return new Hash(digest.digest());
  }

  void head(
      long position,
      int kind,
      long eventMillis,
      long receiveMillis,
      long monotonicNanos,
      long seq) {
    bytes[0] = MerkleTree.LEAF;
    LONG.set(bytes, 1, position);
    bytes[9] = (byte) kind;
    LONG.set(bytes, 10, eventMillis);
    LONG.set(bytes, 18, receiveMillis);
    LONG.set(bytes, 26, monotonicNanos);
    LONG.set(bytes, 34, seq);
    length = 42;
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
