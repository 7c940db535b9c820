package qts.journal;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** The first 172 bytes of a frame, as documented in {@code docs/journal-format.md}. */
record FrameHeader(
    Type type,
    Codec codec,
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
    long filterLow,
    long filterHigh,
    Hash root,
    Hash chain) {

  static final int BYTES = 172;
  static final int TRAILER_BYTES = 16;

  /** The length of the body of a seal. */
  static final int SEAL_BODY_BYTES = 48;

  static final int MAX_FRAME_BYTES = 16 << 20;
  private static final int MAGIC = 0x47535451;
  private static final int COMMIT_MARK = 0x454E4F44;
  private static final int VERSION = 1;

  /** What a frame is. */
  enum Type {
    GROUP(1),
    SEAL(2);

    private final int code;

    Type(int code) {
      this.code = code;
    }
  }

  /** How the body is compressed. */
  enum Codec {
    STORED(0),
    ZSTD(1);

    private final int code;

    Codec(int code) {
      this.code = code;
    }
  }

  long lastPosition() {
    return firstPosition + records - 1;
  }

  /** The length of a frame whose body has {@code bodyLength} bytes. */
  static int frameLength(int bodyLength) {
    return ((BYTES + bodyLength + 7) & ~7) + TRAILER_BYTES;
  }

  /** Writes the 172 bytes at the buffer's position; {@code crc} is only a tool. */
  void write(ByteBuffer into, CRC32C crc) {
    int from = into.position();
    into.putInt(MAGIC).put((byte) VERSION).put((byte) type.code).put((byte) codec.code);
    into.put((byte) 0).putInt(frameLength).putInt(bodyLength).putInt(rawLength).putInt(records);
    into.putLong(firstPosition).putLong(durable).putLong(minEventMillis).putLong(maxEventMillis);
    into.putLong(firstReceiveMillis).putLong(lastReceiveMillis).putLong(monotonicNanos);
    into.putInt(kinds).putInt(0).putLong(filterLow).putLong(filterHigh);
    root.write(into);
    chain.write(into);
    into.putInt(Checksums.of(into, from, into.position(), crc));
  }

  /** Writes the 16 bytes behind the body. */
  void writeTrailer(ByteBuffer into, int frameFrom, CRC32C crc) {
    into.putInt(Checksums.of(into, frameFrom, into.position(), crc));
    into.putInt(COMMIT_MARK).putLong(lastPosition());
  }

  /** Reads the header at {@code at}, or null when the bytes there are not one. */
  static @Nullable FrameHeader read(ByteBuffer b, int at, CRC32C crc) {
    if (b.limit() - at < BYTES
        || b.getInt(at) != MAGIC
        || b.getInt(at + BYTES - 4) != Checksums.of(b, at, at + BYTES - 4, crc)) {
      return null;
    }
    Type type = typeOf(b.get(at + 5));
    Codec codec = codecOf(b.get(at + 6));
    if (b.get(at + 4) != VERSION || type == null || codec == null) {
      return null;
    }
    FrameHeader header = read(b, at, type, codec);
    return header.isPlausible() ? header : null;
  }

  private static FrameHeader read(ByteBuffer b, int at, Type type, Codec codec) {
    return new FrameHeader(
        type,
        codec,
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
        b.getLong(at + 88),
        b.getLong(at + 96),
        Hash.read(b, at + 104),
        Hash.read(b, at + 136));
  }

  private boolean isPlausible() {
    return bodyLength >= 0
        && bodyLength <= MAX_FRAME_BYTES
        && frameLength == frameLength(bodyLength)
        && rawLength >= 0
        && rawLength <= Journal.MAX_GROUP_DATA_BYTES
        && records >= 0
        && records <= GroupBuffer.MAX_RECORDS
        && firstPosition >= 0;
  }

  /** Whether the frame at {@code at}, all of which is in the buffer, is whole and committed. */
  boolean isCommitted(ByteBuffer b, int at, CRC32C crc) {
    int trailer = at + frameLength - TRAILER_BYTES;
    return b.getInt(trailer + 4) == COMMIT_MARK
        && b.getLong(trailer + 8) == lastPosition()
        && b.getInt(trailer) == Checksums.of(b, at, trailer, crc);
  }

  private static @Nullable Type typeOf(int code) {
    for (Type type : Type.values()) {
      if (type.code == code) {
        return type;
      }
    }
    return null;
  }

  private static @Nullable Codec codecOf(int code) {
    for (Codec codec : Codec.values()) {
      if (codec.code == code) {
        return codec;
      }
    }
    return null;
  }
}
