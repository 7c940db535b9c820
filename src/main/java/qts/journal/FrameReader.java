package qts.journal;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Reads the groups of one segment file, which its owner closes. From the first compressed group on
 * it has memory outside the heap, until it is closed. Not for use by several threads at once.
 */
final class FrameReader implements Closeable {
  private final StorageFile file;
  private final String name;
  private final CRC32C crc = new CRC32C();
  private ByteBuffer buffer = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
  private byte[] raw = new byte[1 << 16];
  private @Nullable ZstdDecompressCtx decompressor;

  FrameReader(StorageFile file, String name) {
    this.file = file;
    this.name = name;
  }

  /** Decodes the group of {@code frame} into {@code into}; the damage when that is impossible. */
  @Nullable Damage read(Frame frame, Group into) throws IOException {
    int length = frame.header().frameLength();
    if (buffer.capacity() < length) {
      buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }
    buffer.clear().limit(length);
    if (file.read(buffer, frame.offset()) < length) {
      return damage(frame, "the file ends inside the group");
    }
    FrameHeader header = FrameHeader.read(buffer, 0, crc);
    if (header == null || !header.equals(frame.header()) || !header.isCommitted(buffer, 0, crc)) {
      return damage(frame, "the group does not match its checksum");
    }
    return decode(frame, buffer.array(), 0, into);
  }

  /**
   * Decodes the group of {@code frame}, which begins at {@code at} of {@code bytes} and was checked
   * before.
   */
  @Nullable Damage decode(Frame frame, byte[] bytes, int at, Group into) {
    FrameHeader header = frame.header();
    try {
      into.decode(header, body(header, bytes, at + FrameHeader.BYTES));
      return null;
    } catch (DamagedGroupException | ZstdException e) {
      return damage(frame, String.valueOf(e.getMessage()));
    }
  }

  private ByteSource body(FrameHeader header, byte[] bytes, int from) {
    if (header.codec() == FrameHeader.Codec.STORED) {
      return new ByteSource(bytes, from, from + header.bodyLength());
    }
    if (raw.length < header.rawLength()) {
      raw = new byte[header.rawLength()];
    }
    int n =
        decompressor()
            .decompressByteArray(raw, 0, header.rawLength(), bytes, from, header.bodyLength());
    if (n != header.rawLength()) {
      throw new DamagedGroupException("the body is shorter than its header says");
    }
    return new ByteSource(raw, 0, header.rawLength());
  }

  private ZstdDecompressCtx decompressor() {
    ZstdDecompressCtx made = decompressor;
    if (made == null) {
      made = new ZstdDecompressCtx();
      decompressor = made;
    }
    return made;
  }

  @Override
  public void close() {
    if (decompressor != null) {
      decompressor.close();
      decompressor = null;
    }
  }

  private Damage damage(Frame frame, String what) {
    FrameHeader header = frame.header();
    return new Damage(name, frame.offset(), what, header.firstPosition(), header.lastPosition());
  }
}
