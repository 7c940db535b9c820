package qts.journal;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.io.Closeable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.concurrent.CompletableFuture;
import java.util.zip.CRC32C;

/** Composes frames in memory. Used by the writer thread alone. */
final class FrameWriter implements Closeable {
  private static final int LEVEL = 1;

  private final ZstdCompressCtx compressor = new ZstdCompressCtx();
  private final GroupEncoder encoder = new GroupEncoder();
  private final CRC32C crc = new CRC32C();
  private final MessageDigest digest = MerkleTree.sha256();
  private ByteBuffer frame = ByteBuffer.allocateDirect(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
  private byte[] compressed = new byte[1 << 16];

  /** A frame ready to be written. */
  record Composed(FrameHeader header, ByteBuffer bytes, Hash hash) {}

  FrameWriter() {
    compressor.setLevel(LEVEL).setChecksum(false).setContentSize(false);
  }

  /** Encodes a group; the result is valid until the next frame is composed. */
  Composed compose(GroupBuffer group, long durable, Hash chain) {
    CompletableFuture<byte[]> root = encoder.encode(group);
    ByteSink body = encoder.body();
    int length = compress(body);
    boolean smaller = length < body.length();
    FrameHeader header =
        new FrameHeader(
            FrameHeader.Type.GROUP,
            smaller ? FrameHeader.Codec.ZSTD : FrameHeader.Codec.STORED,
            FrameHeader.frameLength(smaller ? length : body.length()),
            smaller ? length : body.length(),
            body.length(),
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
            new Hash(root.join()),
            chain);
    return compose(header, smaller ? compressed : body.array());
  }

  private int compress(ByteSink body) {
    int bound = (int) Zstd.compressBound(body.length());
    if (compressed.length < bound) {
      compressed = new byte[bound];
    }
    return compressor.compressByteArray(
        compressed, 0, compressed.length, body.array(), 0, body.length());
  }

  /** The seal of a segment whose groups have the given record roots. */
  Composed seal(long records, MerkleTree roots, long nextPosition, long durable, Hash chain) {
    ByteBuffer body = ByteBuffer.allocate(48).order(ByteOrder.LITTLE_ENDIAN);
    body.putLong(records).putLong(roots.leaves());
    Hash root = new Hash(roots.root());
    root.write(body);
    FrameHeader header =
        new FrameHeader(
            FrameHeader.Type.SEAL,
            FrameHeader.Codec.STORED,
            FrameHeader.frameLength(48),
            48,
            48,
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
            root,
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
    encoder.close();
    compressor.close();
  }
}
