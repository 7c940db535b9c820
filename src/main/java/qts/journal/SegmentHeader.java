package qts.journal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** The first bytes of a segment file, as documented in {@code docs/journal-format.md}. */
record SegmentHeader(
    UUID journalId, long number, long firstPosition, long createdMillis, Hash chain) {

  static final int FRAMES_AT = 4096;
  private static final int BYTES = 92;
  private static final long MAGIC = 0x314C4E524A535451L;

  /** The latest version of the format that this program knows. */
  static final short VERSION = 1;

  private static final String PREFIX = "segment-";
  private static final String SUFFIX = ".qtsj";

  static String fileName(long number) {
    return PREFIX + String.format("%010d", number) + SUFFIX;
  }

  static String indexName(long number) {
    return PREFIX + String.format("%010d", number) + ".idx";
  }

  /** Whether a file name is that of a segment. */
  static boolean isFileName(String name) {
    return name.matches("segment-[0-9]{10}\\.qtsj");
  }

  /** Whether a file name is that of a segment's index. */
  static boolean isIndexName(String name) {
    return name.matches("segment-[0-9]{10}\\.idx");
  }

  /** Whether the bytes begin a segment of a later version of the format, and are undamaged. */
  static boolean isOfLaterVersion(ByteBuffer b) {
    return b.limit() >= BYTES
        && b.getLong(0) == MAGIC
        && versionOf(b) > VERSION
        && b.getInt(BYTES - 4) == Checksums.of(b, 0, BYTES - 4, new CRC32C());
  }

  /** The version of the format in the bytes that begin a segment. */
  static int versionOf(ByteBuffer b) {
    return Short.toUnsignedInt(b.getShort(8));
  }

  /** The number in a segment's file name. */
  static long numberOf(String fileName) {
    return Long.parseLong(fileName.substring(PREFIX.length(), fileName.length() - SUFFIX.length()));
  }

  ByteBuffer toBytes() {
    ByteBuffer b = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
    b.putLong(MAGIC).putShort(VERSION).put(new byte[6]);
    b.putLong(journalId.getMostSignificantBits()).putLong(journalId.getLeastSignificantBits());
    b.putLong(number).putLong(firstPosition).putLong(createdMillis);
    chain.write(b);
    b.putInt(Checksums.of(b, 0, BYTES - 4, new CRC32C()));
    return b.flip();
  }

  /** What the first frame of the segment carries as its chain. */
  Hash hash() {
    MessageDigest digest = MerkleTree.sha256();
    digest.update(toBytes());
    return new Hash(digest.digest());
  }

  /** Reads a header, or null when the bytes are not one of this version. */
  static @Nullable SegmentHeader read(ByteBuffer b) {
    if (b.limit() < BYTES
        || b.getLong(0) != MAGIC
        || b.getShort(8) != VERSION
        || b.getInt(BYTES - 4) != Checksums.of(b, 0, BYTES - 4, new CRC32C())) {
      return null;
    }
    return new SegmentHeader(
        new UUID(b.getLong(16), b.getLong(24)),
        b.getLong(32),
        b.getLong(40),
        b.getLong(48),
        Hash.read(b, 56));
  }
}
