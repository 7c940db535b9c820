package qts.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What is in one sealed segment and where: a summary, the frame headers with their offsets, and the
 * record keys in order, which stay on the disk. Kept in a file beside the segment and rebuilt from
 * the segment when that file is missing, damaged or of another segment.
 */
final class SegmentIndex {
  private static final long MAGIC = 0x315844494A535451L;
  private static final int VERSION = 1;
  private static final int SUMMARY_BYTES = 96;
  private static final int SUMMARY_CHECKSUM_AT = 76;
  private static final int FRAME_BYTES = 8 + FrameHeader.BYTES;
  private static final int KEY_BYTES = 8;

  /** More than the index of the largest segment has. */
  private static final long MAX_BYTES = 1 << 30;

  private final long segmentBytes;
  private final List<Frame> frames;
  private final Summary summary;
  private final @Nullable SegmentKeys keys;

  /** The outer bounds of what a segment holds. */
  record Summary(long minEventMillis, long maxEventMillis, int kinds, long low, long high) {
    static Summary of(List<Frame> frames) {
      long min = Long.MAX_VALUE;
      long max = Long.MIN_VALUE;
      int kinds = 0;
      long low = 0;
      long high = 0;
      for (Frame frame : frames) {
        FrameHeader header = frame.header();
        if (header.type() == FrameHeader.Type.GROUP) {
          min = Math.min(min, header.minEventMillis());
          max = Math.max(max, header.maxEventMillis());
          kinds |= header.kinds();
          low |= header.filterLow();
          high |= header.filterHigh();
        }
      }
      return new Summary(min, max, kinds, low, high);
    }

    boolean mayHold(ReadRange range) {
      return maxEventMillis >= range.fromMillis()
          && minEventMillis <= range.toMillis()
          && (kinds & range.kinds()) != 0
          && (range.symbolHash() == 0 || KeyFilter.mayHold(low, high, range.symbolHash()))
          && (range.sessionHash() == 0 || KeyFilter.mayHold(low, high, range.sessionHash()));
    }
  }

  private SegmentIndex(
      long segmentBytes, List<Frame> frames, Summary summary, @Nullable SegmentKeys keys) {
    this.segmentBytes = segmentBytes;
    this.frames = frames;
    this.summary = summary;
    this.keys = keys;
  }

  /** The index of a segment of {@code segmentBytes} with these frames and keys. */
  static SegmentIndex of(long segmentBytes, List<Frame> frames, SegmentKeys keys) {
    return new SegmentIndex(segmentBytes, List.copyOf(frames), Summary.of(frames), keys);
  }

  /** Whether its keys are in memory. */
  boolean hasKeys() {
    return keys != null;
  }

  /** The same once its keys are on the disk. */
  SegmentIndex withoutKeys() {
    return new SegmentIndex(segmentBytes, frames, summary, null);
  }

  List<Frame> frames() {
    return frames;
  }

  Summary summary() {
    return summary;
  }

  /** Writes the index file. */
  void save(Storage storage, UUID journalId, long number) throws IOException {
    WholeFile.replace(
        storage, SegmentHeader.indexName(number), file -> write(file, journalId, number));
  }

  private void write(StorageFile file, UUID journalId, long number) throws IOException {
    if (keys == null) {
      throw new IllegalStateException("the keys of this index are on the disk already");
    }
    long[] entries = keys.sorted();
    long size = fileBytes(frames.size(), entries.length);
    PieceWriter pieces = new PieceWriter(file, size);
    writeSummary(pieces.room(SUMMARY_BYTES), journalId, number, entries.length);
    CRC32C crc = new CRC32C();
    for (Frame frame : frames) {
      frame.header().write(pieces.room(FRAME_BYTES).putLong(frame.offset()), crc);
    }
    for (long entry : entries) {
      pieces.room(KEY_BYTES).putLong(entry);
    }
    pieces.end();
  }

  private static long fileBytes(int frames, int keys) {
    long variable = (long) FRAME_BYTES * frames + (long) KEY_BYTES * keys;
    return SUMMARY_BYTES + variable + PieceWriter.CHECKSUM_BYTES;
  }

  private static boolean hasBytes(long size, int frames, int keys) {
    return frames >= 0 && keys >= 0 && size == fileBytes(frames, keys) && size <= MAX_BYTES;
  }

  private void writeSummary(ByteBuffer b, UUID journalId, long number, int keyCount) {
    b.putLong(MAGIC).putInt(VERSION).putInt(frames.size()).putInt(keyCount).putInt(0);
    b.putLong(journalId.getMostSignificantBits()).putLong(journalId.getLeastSignificantBits());
    b.putLong(number).putLong(segmentBytes);
    b.putLong(summary.minEventMillis).putLong(summary.maxEventMillis);
    b.putInt(summary.kinds).putInt(0).putLong(summary.low).putLong(summary.high);
    b.putInt(SUMMARY_CHECKSUM_AT, Checksums.of(b, 0, SUMMARY_BYTES, new CRC32C()));
  }

  /** Reads the index file of a segment of {@code segmentBytes}; null when it can't be trusted. */
  static @Nullable SegmentIndex load(
      Storage storage, UUID journalId, long number, long segmentBytes) throws IOException {
    String name = SegmentHeader.indexName(number);
    if (!storage.exists(name)) {
      return null;
    }
    try (StorageFile file = storage.open(name, Storage.Mode.READ)) {
      ByteBuffer b = ByteBuffer.allocate(SUMMARY_BYTES).order(ByteOrder.LITTLE_ENDIAN);
      file.read(b, 0);
      if (!hasBytes(file.size(), b.getInt(12), b.getInt(16))) {
        return null;
      }
      b = ByteBuffer.allocate((int) file.size()).order(ByteOrder.LITTLE_ENDIAN);
      file.read(b, 0);
      return isOf(b.flip(), journalId, number, segmentBytes) ? parse(b) : null;
    }
  }

  /**
   * Reads no more than the summary from the index file of a segment; null when it can't be trusted
   * without the rest, as in files of earlier programs, which have no checksum of it.
   */
  static @Nullable Summary loadSummary(
      Storage storage, UUID journalId, long number, long segmentBytes) throws IOException {
    String name = SegmentHeader.indexName(number);
    if (!storage.exists(name)) {
      return null;
    }
    ByteBuffer b = ByteBuffer.allocate(SUMMARY_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    try (StorageFile file = storage.open(name, Storage.Mode.READ)) {
      file.read(b, 0);
    }
    int checksum = b.getInt(SUMMARY_CHECKSUM_AT);
    b.putInt(SUMMARY_CHECKSUM_AT, 0);
    boolean whole = checksum != 0 && checksum == Checksums.of(b, 0, SUMMARY_BYTES, new CRC32C());
    return whole && isHeadOf(b, journalId, number, segmentBytes) ? summary(b) : null;
  }

  /**
   * What there is of the index of a segment of {@code segmentBytes} in which these frames are
   * whole; it may know of others, which are damaged.
   */
  static IndexState state(
      Storage storage, UUID journalId, long number, long segmentBytes, List<Frame> frames)
      throws IOException {
    if (!storage.exists(SegmentHeader.indexName(number))) {
      return IndexState.MISSING;
    }
    SegmentIndex index = load(storage, journalId, number, segmentBytes);
    return index != null && new HashSet<>(index.frames).containsAll(frames)
        ? IndexState.OK
        : IndexState.STALE;
  }

  private static boolean isOf(ByteBuffer b, UUID journalId, long number, long segmentBytes) {
    return b.getInt(b.limit() - 4) == Checksums.of(b, 0, b.limit() - 4, new CRC32C())
        && isHeadOf(b, journalId, number, segmentBytes);
  }

  private static boolean isHeadOf(ByteBuffer b, UUID journalId, long number, long segmentBytes) {
    return b.getLong(0) == MAGIC
        && b.getInt(8) == VERSION
        && b.getLong(24) == journalId.getMostSignificantBits()
        && b.getLong(32) == journalId.getLeastSignificantBits()
        && b.getLong(40) == number
        && b.getLong(48) == segmentBytes;
  }

  private static @Nullable SegmentIndex parse(ByteBuffer b) {
    int frameCount = b.getInt(12);
    CRC32C crc = new CRC32C();
    List<Frame> frames = new ArrayList<>(frameCount);
    for (int i = 0, at = SUMMARY_BYTES; i < frameCount; i++, at += FRAME_BYTES) {
      FrameHeader header = FrameHeader.read(b, at + 8, crc);
      if (header == null) {
        return null;
      }
      frames.add(new Frame(b.getLong(at), header));
    }
    Summary summary = summary(b);
    return summary.equals(Summary.of(frames))
        ? new SegmentIndex(b.getLong(48), frames, summary, null)
        : null;
  }

  private static Summary summary(ByteBuffer b) {
    return new Summary(b.getLong(56), b.getLong(64), b.getInt(72), b.getLong(80), b.getLong(88));
  }

  /** Opens the keys, which are in memory or in the index file; to be closed. */
  KeyTable keys(Storage storage, long number) throws IOException {
    if (keys != null) {
      return KeyTable.of(keys.sorted());
    }
    StorageFile file = storage.open(SegmentHeader.indexName(number), Storage.Mode.READ);
    boolean opened = false;
    try {
      ByteBuffer b = ByteBuffer.allocate(SUMMARY_BYTES).order(ByteOrder.LITTLE_ENDIAN);
      file.read(b, 0);
      opened = true;
      return KeyTable.of(file, SUMMARY_BYTES + (long) FRAME_BYTES * b.getInt(12), b.getInt(16));
    } finally {
      if (!opened) {
        file.close();
      }
    }
  }
}
