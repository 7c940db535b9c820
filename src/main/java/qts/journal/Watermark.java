package qts.journal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * How far the journal was durable at one moment: what recovery compares the segments with.
 *
 * @param endOffset where the last durable frame ends in its segment, bytes
 * @param position the last durable position, −1 when there is none
 * @param hash the hash of the last durable frame
 * @param closed whether the writer ended in order after this
 */
record Watermark(
    UUID journalId,
    long sequence,
    long segment,
    long endOffset,
    long position,
    Hash hash,
    boolean closed) {

  static final String FILE = "watermark";
  static final int SLOT_BYTES = 512;
  static final long SECOND_SLOT_AT = 4096;
  private static final int BYTES = 100;
  private static final long MAGIC = 0x314D54574A535451L;
  private static final short VERSION = 1;

  /** The same without when it was written. */
  JournalEnd end() {
    return new JournalEnd(journalId, segment, endOffset, position, hash);
  }

  ByteBuffer toBytes() {
    ByteBuffer b = ByteBuffer.allocate(SLOT_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    b.putLong(MAGIC).putShort(VERSION).put((byte) (closed ? 1 : 0)).put(new byte[5]);
    b.putLong(journalId.getMostSignificantBits()).putLong(journalId.getLeastSignificantBits());
    b.putLong(sequence).putLong(segment).putLong(endOffset).putLong(position);
    hash.write(b);
    b.putInt(Checksums.of(b, 0, BYTES - 4, new CRC32C()));
    return b.clear();
  }

  /** Reads a slot, or null when the bytes are not a valid one. */
  static @Nullable Watermark read(ByteBuffer b) {
    if (b.limit() < BYTES
        || b.getLong(0) != MAGIC
        || b.getShort(8) != VERSION
        || b.getInt(BYTES - 4) != Checksums.of(b, 0, BYTES - 4, new CRC32C())) {
      return null;
    }
    return new Watermark(
        new UUID(b.getLong(16), b.getLong(24)),
        b.getLong(32),
        b.getLong(40),
        b.getLong(48),
        b.getLong(56),
        Hash.read(b, 64),
        b.get(10) == 1);
  }
}
