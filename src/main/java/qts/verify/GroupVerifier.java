package qts.verify;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.io.Closeable;

/** Verifies the records of one group after the other, and what its frame's header says of them. */
final class GroupVerifier implements Closeable {
  /** The kind of record whose event time may be a span. */
  private static final int GAP = 5;

  private final Window file;
  private final SegmentResult result;
  private final RecordSink sink;
  private final MerkleTree records = new MerkleTree();
  private final GroupBody group = new GroupBody();
  private final ZstdDecompressCtx zstd = new ZstdDecompressCtx();
  private byte[] raw = {};

  /**
   * @param file the segment
   * @param result gets the groups and what is wrong with them
   * @param sink is shown the records
   */
  GroupVerifier(Window file, SegmentResult result, RecordSink sink) {
    this.file = file;
    this.result = result;
    this.sink = sink;
  }

  /**
   * Verifies the group of the frame at byte {@code from}, {@code i} in the window's buffer.
   *
   * @param hash the hash of the frame
   */
  void verify(long from, FrameHead head, int i, Hash hash) {
    result.groups.add(
        GroupLeaf.of(records, head.firstPosition(), head.records(), head.root()),
        head.lastPosition(),
        hash);
    result.records += head.records();
    sink.frame(from);
    try {
      group.read(
          head,
          unpack(head, i),
          records,
          sink,
          position ->
              result.violation(from, position, position, "the record does not match its checksum"));
      compare(from, head);
    } catch (DamagedBodyException e) {
      violation(from, head, "the body of the group can't be read: " + e.what());
    } catch (ZstdException e) {
      violation(from, head, "the body of the group can't be decompressed");
    }
  }

  private void violation(long offset, FrameHead head, String what) {
    result.violation(offset, head.firstPosition(), head.lastPosition(), what);
  }

  private BodyReader unpack(FrameHead head, int i) {
    int from = i + FrameHead.BYTES;
    if (head.codec() == FrameHead.STORED) {
      if (head.rawLength() != head.bodyLength()) {
        throw new DamagedBodyException("it has another length than its header says");
      }
      return new BodyReader(file.array(), from, from + head.bodyLength());
    }
    if (raw.length < head.rawLength()) {
      raw = new byte[head.rawLength()];
    }
    int length =
        zstd.decompressByteArray(raw, 0, head.rawLength(), file.array(), from, head.bodyLength());
    if (length != head.rawLength()) {
      throw new DamagedBodyException("it has another length than its header says");
    }
    return new BodyReader(raw, 0, length);
  }

  /** Compares what the header says of the records with the records. */
  private void compare(long from, FrameHead head) {
    if (!records.root().equals(head.root())) {
      violation(from + 104, head, "the record root does not match the records");
    }
    boolean hasGap = (group.kinds() & (1 << GAP)) != 0;
    long max = group.maxEventMillis();
    if (group.minEventMillis() != head.minEventMillis()
        || (hasGap ? max > head.maxEventMillis() : max != head.maxEventMillis())) {
      violation(from + 40, head, "the header names other event times than the records");
    }
    if (group.firstReceiveMillis() != head.firstReceiveMillis()
        || group.lastReceiveMillis() != head.lastReceiveMillis()) {
      violation(from + 56, head, "the header names other receive times than the records");
    }
    if (group.kinds() != head.kinds()) {
      violation(from + 80, head, "the header names other kinds than the records");
    }
    checkReceiveTimes(from, head);
  }

  private void checkReceiveTimes(long from, FrameHead head) {
    long backwards = group.backwardsAt();
    if (backwards >= 0) {
      result.violation(from, backwards, backwards, "the receive time goes backwards");
    }
    if (head.firstReceiveMillis() < result.lastReceiveMillis) {
      result.violation(
          from + 56, head.firstPosition(), head.firstPosition(), "the receive time goes backwards");
    }
    if (result.firstReceiveMillis == Long.MIN_VALUE) {
      result.firstReceiveMillis = head.firstReceiveMillis();
    }
    result.lastReceiveMillis = Math.max(result.lastReceiveMillis, head.lastReceiveMillis());
  }

  @Override
  public void close() {
    zstd.close();
  }
}
