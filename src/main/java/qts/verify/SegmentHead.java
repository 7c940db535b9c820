package qts.verify;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;

/** The header of a segment file. */
record SegmentHead(UUID journalId, long number, long firstPosition, Hash chain, Hash hash) {
  static final int FRAMES_AT = 4096;
  private static final int BYTES = 92;
  private static final long MAGIC = 0x314C4E524A535451L;
  private static final int VERSION = 1;

  /** What is wrong with the first bytes of a segment file; empty when they are a header. */
  static Optional<String> defect(Window file) throws IOException {
    if (!file.load(0, BYTES)) {
      return Optional.of("the file ends inside the header of the segment");
    }
    ByteBuffer b = file.buffer();
    int at = file.index(0);
    if (b.getLong(at) != MAGIC) {
      return Optional.of("the header of the segment does not begin with QTSJRNL1");
    }
    boolean matches = b.getInt(at + BYTES - 4) == Checksum.of(b, at, at + BYTES - 4);
    int version = b.getShort(at + 8) & 0xFFFF;
    if (matches && version != VERSION) {
      throw new UnknownVersionException("segment", version);
    }
    return matches
        ? Optional.empty()
        : Optional.of("the header of the segment does not match its checksum");
  }

  /** Reads a header without a {@link #defect}. */
  static SegmentHead read(Window file) throws IOException {
    file.load(0, BYTES);
    ByteBuffer b = file.buffer();
    int at = file.index(0);
    return new SegmentHead(
        new UUID(b.getLong(at + 16), b.getLong(at + 24)),
        b.getLong(at + 32),
        b.getLong(at + 40),
        Hash.read(b, at + 56),
        Hash.of(b, at, at + BYTES));
  }

  /** The first reserved byte that is not zero; −1 when all are. */
  static long reservedByteInUse(Window file) throws IOException {
    if (!file.load(0, FRAMES_AT)) {
      return -1;
    }
    int at = file.index(0);
    for (int i = 10; i < FRAMES_AT; i = i == 15 ? BYTES : i + 1) {
      if (file.buffer().get(at + i) != 0) {
        return i;
      }
    }
    return -1;
  }
}
