package qts.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.luben.zstd.Zstd;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/** Writes journals byte by byte, also such as no recorder writes. */
final class CraftedJournal implements Closeable {
  private static final byte[] STREAM = "a@b".getBytes(UTF_8);
  private static final long MILLIS = 1000;

  private final Path folder;
  private final MerkleTree tree = new MerkleTree();
  private final MerkleTree roots = new MerkleTree();
  private OutputStream out = OutputStream.nullOutputStream();
  private Hash chain = Hash.ZERO;
  private long segment;
  private long position;
  private long firstPosition;
  private long end;

  CraftedJournal(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
  }

  /** Seals the segment before, if there is one, and begins the next. */
  CraftedJournal beginSegment() throws IOException {
    if (segment > 0) {
      seal();
    }
    segment++;
    firstPosition = position;
    roots.clear();
    out =
        new BufferedOutputStream(
            Files.newOutputStream(folder.resolve(JournalFolder.segmentName(segment))));
    ByteBuffer head = buffer(SegmentHead.FRAMES_AT);
    head.putLong(0, 0x314C4E524A535451L).putShort(8, (short) 1);
    head.putLong(16, 7).putLong(24, 9).putLong(32, segment).putLong(40, position);
    head.put(56, chain.bytes()).putInt(88, Checksum.of(head, 0, 88));
    chain = Hash.of(head, 0, 92);
    out.write(bytes(head));
    end = head.capacity();
    return this;
  }

  /** A group of one record without a shape. */
  CraftedJournal record(int kind, byte[] payload) throws IOException {
    StoredRecord record = new StoredRecord().begin(position, kind, MILLIS, MILLIS, 0, 1);
    record.part(STREAM, 0, STREAM.length);
    record.part(STREAM, 0, 0);
    record.part(payload, 0, payload.length);
    Body body = new Body().number(1).block(STREAM).number(0).number(kind).numbers(4, 0);
    body.number(2).numbers(2, 0).block(payload).int32(record.checksum(new CRC32C()));
    return group(body, 1, tree.prefixedLeaf(record.leaf(), record.length()), 1 << kind);
  }

  /** A group as it is told. */
  CraftedJournal group(Body body, int records, Hash root, int kinds) throws IOException {
    byte[] raw = body.out.toByteArray();
    byte[] packed = raw.length < 1024 ? raw : Zstd.compress(raw);
    ByteBuffer head = frame(FrameHead.GROUP, packed, raw.length, records);
    head.put(6, (byte) (raw.length < 1024 ? FrameHead.STORED : FrameHead.ZSTD));
    head.putLong(40, MILLIS).putLong(48, MILLIS).putLong(56, MILLIS).putLong(64, MILLIS);
    head.putInt(80, kinds).put(104, root.bytes());
    roots.add(root);
    write(head, packed.length, records);
    return this;
  }

  private void seal() throws IOException {
    ByteBuffer body = buffer(48).putLong(position - firstPosition).putLong(roots.leaves());
    body.put(roots.root().bytes());
    ByteBuffer head = frame(FrameHead.SEAL, bytes(body), 48, 0);
    head.put(104, roots.root().bytes());
    write(head, 48, 0);
    out.close();
  }

  private ByteBuffer frame(int type, byte[] body, int rawLength, int records) {
    int length = ((FrameHead.BYTES + body.length + 7) & ~7) + FrameHead.TRAILER_BYTES;
    ByteBuffer b = buffer(length);
    b.putInt(0, 0x47535451).put(4, (byte) 1).put(5, (byte) type);
    b.putInt(8, length).putInt(12, body.length).putInt(16, rawLength).putInt(20, records);
    b.putLong(24, position).putLong(32, position - 1).put(136, chain.bytes());
    return b.put(FrameHead.BYTES, body);
  }

  private void write(ByteBuffer b, int bodyLength, int records) throws IOException {
    b.putInt(168, Checksum.of(b, 0, 168));
    int trailer = b.capacity() - FrameHead.TRAILER_BYTES;
    b.putInt(trailer, Checksum.of(b, 0, trailer)).putInt(trailer + 4, 0x454E4F44);
    b.putLong(trailer + 8, position + records - 1);
    chain = Hash.of(b, 0, FrameHead.BYTES + bodyLength);
    position += records;
    end += b.capacity();
    out.write(bytes(b));
  }

  /** Adds bytes behind the last frame. */
  CraftedJournal bytes(byte[] bytes) throws IOException {
    out.write(bytes);
    return this;
  }

  /** Ends the last segment without a seal and writes the watermark. */
  @Override
  public void close() throws IOException {
    out.close();
    ByteBuffer marks = buffer(8192);
    for (int at : new int[] {0, 4096}) {
      marks.putLong(at, 0x314D54574A535451L).putShort(at + 8, (short) 1);
      marks.putLong(at + 16, 7).putLong(at + 24, 9).putLong(at + 32, at == 0 ? 2 : 1);
      marks.putLong(at + 40, segment).putLong(at + 48, end).putLong(at + 56, position - 1);
      marks.put(at + 64, chain.bytes()).putInt(at + 96, Checksum.of(marks, at, at + 96));
    }
    Files.write(folder.resolve(WatermarkFile.NAME), bytes(marks));
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] bytes(ByteBuffer b) {
    byte[] bytes = new byte[b.capacity()];
    b.get(0, bytes);
    return bytes;
  }

  /** The body of a group, before it is compressed. */
  static final class Body {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Body number(long value) {
      long rest = value;
      for (; rest >= 0x80; rest >>>= 7) {
        out.write((int) ((rest & 0x7F) | 0x80));
      }
      out.write((int) rest);
      return this;
    }

    Body numbers(int count, long value) {
      for (int i = 0; i < count; i++) {
        number(value);
      }
      return this;
    }

    Body block(byte[] bytes) {
      number(bytes.length);
      out.writeBytes(bytes);
      return this;
    }

    Body int32(int value) {
      out.writeBytes(bytes(buffer(4).putInt(value)));
      return this;
    }
  }
}
