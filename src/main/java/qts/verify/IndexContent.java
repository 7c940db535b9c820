package qts.verify;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the index of a segment must say, collected while the segment is read. */
final class IndexContent {
  private static final long MAGIC = 0x315844494A535451L;
  private static final int VERSION = 1;
  private static final int SUMMARY_BYTES = 96;
  private static final int SUMMARY_CHECKSUM_AT = 76;
  private static final int FRAME_BYTES = 8 + FrameHead.BYTES;
  private static final int KEY_BYTES = 8;
  private static final long PLACE_MASK = (1L << 24) - 1;

  private byte[] frames = new byte[1 << 12];
  private int used;
  private int count;
  private long records;
  private long minEventMillis = Long.MAX_VALUE;
  private long maxEventMillis = Long.MIN_VALUE;
  private int kinds;
  private long filterLow;
  private long filterHigh;

  /** Takes note of the frame at byte {@code offset} of the segment, {@code at} in the buffer. */
  void add(long offset, ByteBuffer b, int at, FrameHead head) {
    if (frames.length - used < FRAME_BYTES) {
      frames = Arrays.copyOf(frames, 2 * frames.length);
    }
    ByteBuffer entry = ByteBuffer.wrap(frames).order(ByteOrder.LITTLE_ENDIAN);
    entry.putLong(used, offset);
    entry.put(used + 8, b, at, FrameHead.BYTES);
    used += FRAME_BYTES;
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

  /** Why the index file must not be trusted; empty when it agrees with the segment. */
  Optional<String> staleness(Path file, @Nullable SegmentHead head, long segmentBytes)
      throws IOException {
    ByteBuffer b = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    int size = b.capacity();
    if (size < SUMMARY_BYTES + 4
        || b.getLong(0) != MAGIC
        || b.getInt(size - 4) != Checksum.of(b, 0, size - 4)) {
      return Optional.of("does not match its checksum");
    }
    if (b.getInt(8) != VERSION) {
      return Optional.of("has the unknown version " + b.getInt(8));
    }
    boolean agrees =
        head != null && isOf(b, head, segmentBytes) && hasFrames(b) && hasBounds(b) && hasKeys(b);
    return agrees ? Optional.empty() : Optional.of("does not agree with the segment");
  }

  private static boolean isOf(ByteBuffer b, SegmentHead head, long segmentBytes) {
    return b.getLong(24) == head.journalId().getMostSignificantBits()
        && b.getLong(32) == head.journalId().getLeastSignificantBits()
        && b.getLong(40) == head.number()
        && b.getLong(48) == segmentBytes;
  }

  private boolean hasFrames(ByteBuffer b) {
    return b.getInt(12) == count
        && b.capacity() >= SUMMARY_BYTES + used + 4
        && b.slice(SUMMARY_BYTES, used).equals(ByteBuffer.wrap(frames, 0, used));
  }

  private boolean hasBounds(ByteBuffer b) {
    return b.getLong(56) == minEventMillis
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

  private boolean hasKeys(ByteBuffer b) {
    int keys = b.getInt(16);
    int at = SUMMARY_BYTES + used;
    if (keys < 0 || b.capacity() != at + (long) KEY_BYTES * keys + 4) {
      return false;
    }
    long before = Long.MIN_VALUE;
    for (int i = 0; i < keys; i++) {
      long key = b.getLong(at + i * KEY_BYTES);
      if (key < before || (key & PLACE_MASK) >= records) {
        return false;
      }
      before = key;
    }
    return true;
  }
}
