package qts.verify;

import java.nio.ByteBuffer;
import java.util.Optional;

/** The header of a frame. Times are epoch milliseconds. */
record FrameHead(
    int type,
    int codec,
    int frameLength,
    int bodyLength,
    int rawLength,
    int records,
    long firstPosition,
    long durable,
    long minEventMillis,
    long maxEventMillis,
    long firstReceiveMillis,
    long lastReceiveMillis,
    long monotonicNanos,
    int kinds,
    Hash root,
    Hash chain) {

  static final int BYTES = 172;
  static final int TRAILER_BYTES = 16;
  static final int GROUP = 1;
  static final int SEAL = 2;
  static final int STORED = 0;
  static final int ZSTD = 1;
  static final int MAX_RECORDS = 16_384;
  private static final int MAX_BODY_BYTES = 16 << 20;
  private static final int MAX_RAW_BYTES = 64 << 20;
  private static final int MAGIC = 0x47535451;
  private static final int COMMIT_MARK = 0x454E4F44;
  private static final int VERSION = 1;

  /** What is wrong with the header at {@code at}; empty when it can be {@link #read}. */
  static Optional<String> defect(ByteBuffer b, int at) throws UnknownVersionException {
    if (b.getInt(at) != MAGIC) {
      return Optional.of("no frame begins here");
    }
    if (b.getInt(at + BYTES - 4) != Checksum.of(b, at, at + BYTES - 4)) {
      return Optional.of("the header of the frame does not match its checksum");
    }
    if (b.get(at + 4) != VERSION) {
      throw new UnknownVersionException("frame", b.get(at + 4) & 0xFF);
    }
    return read(b, at).implausible();
  }

  private Optional<String> implausible() {
    if (type != GROUP && type != SEAL) {
      return Optional.of("the frame has the unknown type " + type);
    }
    if (codec != STORED && codec != ZSTD) {
      return Optional.of("the frame has the unknown codec " + codec);
    }
    boolean lengths =
        bodyLength >= 0
            && bodyLength <= MAX_BODY_BYTES
            && frameLength == ((BYTES + bodyLength + 7) & ~7) + TRAILER_BYTES
            && rawLength >= 0
            && rawLength <= MAX_RAW_BYTES;
    boolean counts =
        firstPosition >= 0 && records <= MAX_RECORDS && (type == SEAL ? records == 0 : records > 0);
    return lengths && counts
        ? Optional.empty()
        : Optional.of("the lengths and counts in the header of the frame can't be");
  }

  static FrameHead read(ByteBuffer b, int at) {
    return new FrameHead(
        b.get(at + 5),
        b.get(at + 6),
        b.getInt(at + 8),
        b.getInt(at + 12),
        b.getInt(at + 16),
        b.getInt(at + 20),
        b.getLong(at + 24),
        b.getLong(at + 32),
        b.getLong(at + 40),
        b.getLong(at + 48),
        b.getLong(at + 56),
        b.getLong(at + 64),
        b.getLong(at + 72),
        b.getInt(at + 80),
        Hash.read(b, at + 104),
        Hash.read(b, at + 136));
  }

  long lastPosition() {
    return firstPosition + records - 1;
  }

  boolean isSeal() {
    return type == SEAL;
  }

  /** What is wrong with the end of the frame at {@code at}, all of which is in the buffer. */
  Optional<String> trailerDefect(ByteBuffer b, int at) {
    int trailer = at + frameLength - TRAILER_BYTES;
    if (b.getInt(trailer) != Checksum.of(b, at, trailer)) {
      return Optional.of("the frame does not match its checksum");
    }
    if (b.getInt(trailer + 4) != COMMIT_MARK) {
      return Optional.of("the frame has no commit mark");
    }
    return b.getLong(trailer + 8) == lastPosition()
        ? Optional.empty()
        : Optional.of("the end of the frame names another position than its header");
  }

  /** The hash of the frame at {@code at}, over header and body. */
  Hash hash(ByteBuffer b, int at) {
    return Hash.of(b, at, at + BYTES + bodyLength);
  }

  /** The first reserved or padding byte of the frame that is not zero; −1 when all are. */
  int reservedByteInUse(ByteBuffer b, int at) {
    if (b.get(at + 7) != 0) {
      return 7;
    }
    for (int i = 84; i < 88; i++) {
      if (b.get(at + i) != 0) {
        return i;
      }
    }
    for (int i = BYTES + bodyLength; i < frameLength - TRAILER_BYTES; i++) {
      if (b.get(at + i) != 0) {
        return i;
      }
    }
    return -1;
  }
}
