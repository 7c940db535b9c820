package qts.verify;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** What the index of a segment must say, summed up while the segment is read. */
final class IndexContent {
  private static final long MAGIC = 0x315844494A535451L;
  private static final int VERSION = 1;
  private static final int SUMMARY_BYTES = 96;
  private static final int SUMMARY_CHECKSUM_AT = 76;
  private static final int FRAME_BYTES = 8 + FrameHead.BYTES;
  private static final int KEY_BYTES = 8;
  private static final long PLACE_MASK = (1L << 24) - 1;

  private final MessageDigest frames = Hash.sha256();
  private final ByteBuffer frame = ByteBuffer.allocate(FRAME_BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private long count;
  private long records;
  private long minEventMillis = Long.MAX_VALUE;
  private long maxEventMillis = Long.MIN_VALUE;
  private int kinds;
  private long filterLow;
  private long filterHigh;

  /** Takes note of the frame at byte {@code offset} of the segment, {@code at} in the buffer. */
  void add(long offset, ByteBuffer b, int at, FrameHead head) {
    frame.putLong(0, offset).put(8, b, at, FrameHead.BYTES);
    frames.update(frame.array());
    count++;
    if (!head.isSeal()) {
      records += head.records();
      minEventMillis = Math.min(minEventMillis, head.minEventMillis());
      maxEventMillis = Math.max(maxEventMillis, head.maxEventMillis());
      kinds |= head.kinds();
      filterLow |= b.getLong(at + 88);
      filterHigh |= b.getLong(at + 96);
    }
  }

  /**
   * Why the index file must not be trusted; empty when it agrees with the segment. To be asked
   * once, when all frames were added.
   */
  Optional<String> staleness(Path path, @Nullable SegmentHead head, long segmentBytes)
      throws IOException {
    try (Window file = new Window(path)) {
      if (!file.load(0, SUMMARY_BYTES)) {
        return Optional.of("does not match its checksum");
      }
      ByteBuffer summary = ByteBuffer.allocate(SUMMARY_BYTES).order(ByteOrder.LITTLE_ENDIAN);
      summary.put(0, file.buffer(), file.index(0), SUMMARY_BYTES);
      if (summary.getLong(0) != MAGIC) {
        return Optional.of("does not match its checksum");
      }
      if (summary.getInt(8) != VERSION) {
        return Optional.of("has the unknown version " + summary.getInt(8));
      }
      if (head == null || !isOf(summary, head, segmentBytes) || !hasBounds(summary)) {
        return Optional.of("does not agree with the segment");
      }
      return content(file, summary.getInt(16));
    }
  }

  private static boolean isOf(ByteBuffer b, SegmentHead head, long segmentBytes) {
    return b.getLong(24) == head.journalId().getMostSignificantBits()
        && b.getLong(32) == head.journalId().getLeastSignificantBits()
        && b.getLong(40) == head.number()
        && b.getLong(48) == segmentBytes;
  }

  private boolean hasBounds(ByteBuffer b) {
    return b.getInt(12) == count
        && b.getLong(56) == minEventMillis
        && b.getLong(64) == maxEventMillis
        && b.getInt(72) == kinds
        && b.getLong(80) == filterLow
        && b.getLong(88) == filterHigh
        && b.getInt(20) == 0
        && hasSummaryChecksum(b);
  }

  /** Files of earlier programs have 0 in its place. */
  private static boolean hasSummaryChecksum(ByteBuffer b) {
    int found = b.getInt(SUMMARY_CHECKSUM_AT);
    b.putInt(SUMMARY_CHECKSUM_AT, 0);
    int wanted = Checksum.of(b, 0, SUMMARY_BYTES);
    b.putInt(SUMMARY_CHECKSUM_AT, found);
    return found == 0 || found == wanted;
  }

  /** What is wrong behind the summary, which is read only where it has the length it must have. */
  private Optional<String> content(Window file, int keyCount) throws IOException {
    long keysAt = SUMMARY_BYTES + count * FRAME_BYTES;
    long end = keysAt + (long) KEY_BYTES * keyCount;
    if (keyCount < 0 || keyCount > records || file.size() != end + 4) {
      return Optional.of("does not agree with the segment");
    }
    CRC32C checksum = new CRC32C();
    MessageDigest found = Hash.sha256();
    Keys keys = new Keys();
    boolean whole =
        file.each(0, SUMMARY_BYTES, checksum::update)
            && file.each(
                SUMMARY_BYTES,
                keysAt,
                b -> {
                  checksum.update(b.duplicate());
                  found.update(b);
                })
            && file.each(
                keysAt,
                end,
                b -> {
                  checksum.update(b.duplicate());
                  keys.check(b);
                })
            && file.load(end, 4)
            && file.buffer().getInt(file.index(end)) == (int) checksum.getValue();
    if (!whole) {
      return Optional.of("does not match its checksum");
    }
    return MessageDigest.isEqual(found.digest(), frames.digest()) && keys.plausible
        ? Optional.empty()
        : Optional.of("does not agree with the segment");
  }

  /** The keys as they are read: in order, and each of a record of the segment. */
  private final class Keys {
    private long before = Long.MIN_VALUE;
    private boolean plausible = true;

    void check(ByteBuffer b) {
      b.order(ByteOrder.LITTLE_ENDIAN);
      while (b.hasRemaining()) {
        long key = b.getLong();
        plausible &= key >= before && (key & PLACE_MASK) < records;
        before = key;
      }
    }
  }
}
