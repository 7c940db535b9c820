package qts.journal;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.io.Closeable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Composes frames in memory. Used by the writer thread alone. From the first group on it has memory
 * outside the heap, until it is closed.
 */
final class FrameWriter implements Closeable {
  /** For text. */
  private static final int LEVEL = 1;

  /** For columns of numbers and ids, of which the other makes no less in eight times the time. */
  private static final int FAST_LEVEL = -1;

  private @Nullable ZstdCompressCtx compressor;
  private final GroupEncoder encoder;
  private final CRC32C crc = new CRC32C();
  private final MessageDigest digest = MerkleTree.sha256();
  private ByteBuffer frame = ByteBuffer.allocateDirect(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
  private byte[] compressed = new byte[1 << 16];
  private ByteSink raw = new ByteSink(0);
  private int compressedLength;
  private Hash root = Hash.ZERO;

  /** A frame ready to be written. */
  record Composed(FrameHeader header, ByteBuffer bytes, Hash hash) {}

  /** Has the records hashed by {@code hasher}. */
  FrameWriter(RecordHasher hasher) {
    encoder = new GroupEncoder(hasher);
  }

  /** How many records of the group are encoded. */
  int encoded(GroupBuffer group) {
    return encoder.encoded(group);
  }

  /** Encodes the records that are in the group by now; it may get more. */
  void advance(GroupBuffer group) {
    encoder.advance(group);
  }

  /** Encodes and compresses the whole group, unless it did, to be composed from then on. */
  void encode(GroupBuffer group) {
    if (!encoder.isFinished(group)) {
      raw = encoder.finish(group);
      compressedLength = compress(raw, encoder.isMuchText() ? LEVEL : FAST_LEVEL);
      root = encoder.root();
    }
  }

  /** Has records of the next group hashed while this one, which is encoded, is written. */
  void hashAhead(GroupBuffer next) {
    encoder.hashAhead(next);
  }

  /** A frame of the group that was encoded last; valid until the next frame is composed. */
  Composed compose(GroupBuffer group, long durable, Hash chain) {
    boolean smaller = compressedLength < raw.length();
    int bodyLength = smaller ? compressedLength : raw.length();
    FrameHeader header =
        new FrameHeader(
            FrameHeader.Type.GROUP,
            smaller ? FrameHeader.Codec.ZSTD : FrameHeader.Codec.STORED,
            FrameHeader.frameLength(bodyLength),
            bodyLength,
            raw.length(),
            group.count,
            group.firstPosition,
            durable,
            group.minEventMillis,
            group.maxEventMillis,
            group.receiveMillis[0],
            group.receiveMillis[group.count - 1],
            group.monotonicNanos[0],
            group.kinds,
            group.filterLow,
            group.filterHigh,
            root,
            chain);
    return compose(header, smaller ? compressed : raw.array());
  }

  private int compress(ByteSink body, int level) {
    int bound = (int) Zstd.compressBound(body.length());
    if (compressed.length < bound) {
      compressed = new byte[bound];
    }
    return compressor()
        .setLevel(level)
        .compressByteArray(compressed, 0, compressed.length, body.array(), 0, body.length());
  }

  private ZstdCompressCtx compressor() {
    ZstdCompressCtx made = compressor;
    if (made == null) {
      made = new ZstdCompressCtx().setChecksum(false).setContentSize(false);
      compressor = made;
    }
    return made;
  }

  /** The seal of a segment whose groups have the given record roots. */
  Composed seal(long records, MerkleTree roots, long nextPosition, long durable, Hash chain) {
    ByteBuffer body =
        ByteBuffer.allocate(FrameHeader.SEAL_BODY_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    body.putLong(records).putLong(roots.leaves());
    Hash segmentRoot = new Hash(roots.root());
    segmentRoot.write(body);
    FrameHeader header =
        new FrameHeader(
            FrameHeader.Type.SEAL,
            FrameHeader.Codec.STORED,
            FrameHeader.frameLength(FrameHeader.SEAL_BODY_BYTES),
            FrameHeader.SEAL_BODY_BYTES,
            FrameHeader.SEAL_BODY_BYTES,
            0,
            nextPosition,
            durable,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            segmentRoot,
            chain);
    return compose(header, body.array());
  }

  private Composed compose(FrameHeader header, byte[] body) {
    if (frame.capacity() < header.frameLength()) {
      frame = ByteBuffer.allocateDirect(header.frameLength()).order(ByteOrder.LITTLE_ENDIAN);
    }
    frame.clear();
    header.write(frame, crc);
    frame.put(body, 0, header.bodyLength());
    digest.update(frame.duplicate().flip());
    Hash hash = new Hash(digest.digest());
    while (frame.position() < header.frameLength() - FrameHeader.TRAILER_BYTES) {
      frame.put((byte) 0);
    }
    header.writeTrailer(frame, 0, crc);
    return new Composed(header, frame.flip(), hash);
  }

  @Override
  public void close() {
    if (compressor != null) {
      compressor.close();
    }
  }
}
