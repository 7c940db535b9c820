package qts.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the files of a journal and works out where it stands: which segments there are, where
 * the last one ends, what is damaged. Changes nothing but the tail of the last segment, and only
 * when told; where the disk is full, what was made ahead goes for the bytes that are cut off.
 */
final class Recovery {
  private static final int SEAL_BYTES = FrameHeader.frameLength(FrameHeader.SEAL_BODY_BYTES);

  /** In place of a position. */
  private static final long NOT_KNOWN = -1;

  private final Storage storage;
  private final List<Damage> damages = new ArrayList<>();
  private final @Nullable Watermark mark;
  private long cutBytes;

  /** Whether a writer is at work, whose newest frames may be half-written or not synced. */
  private boolean shared;

  /** Where the part of the last segment begins that was just being written. */
  private long unsettledFrom = Long.MAX_VALUE;

  private Recovery(Storage storage) throws IOException {
    this.storage = storage;
    this.mark = WatermarkFile.read(storage);
  }

  /**
   * Where a journal stands.
   *
   * @param end where the last writer got to, in its last segment; what goes on does so from there
   * @param nextPosition the position after the last record that may be read
   * @param clean whether its last writer ended in order, so that all of this was durable then
   */
  record State(
      Catalog catalog,
      @Nullable Tail tail,
      JournalEnd end,
      long nextPosition,
      @Nullable Watermark mark,
      boolean clean,
      List<Damage> damages,
      long cutBytes) {}

  /** The last segment, when it can be continued. */
  record Tail(Segment segment, List<Frame> frames) {}

  /** Works out the state; {@code repair} allows to cut and rewrite the tail of the last segment. */
  static State run(Storage storage, Supplier<UUID> ids, KeyReader keys, boolean repair)
      throws IOException {
    return new Recovery(storage).run(ids, keys, repair);
  }

  private State run(Supplier<UUID> ids, KeyReader keys, boolean repair) throws IOException {
    List<SegmentFile> found = new SegmentFiles(storage, damages).find(mark);
    UUID id = found.isEmpty() ? (mark == null ? ids.get() : mark.journalId()) : idOf(found);
    Catalog catalog = new Catalog(storage, id, keys, repair);
    List<Segment> sealed = new ArrayList<>();
    long next = 0;
    for (int i = 0; i + 1 < found.size(); i++) {
      next = addSealed(sealed, found.get(i), found.get(i + 1), next);
    }
    catalog.addAll(sealed);
    return found.isEmpty() ? empty(catalog) : finish(catalog, found.getLast(), next, repair);
  }

  private UUID idOf(List<SegmentFile> found) {
    UUID id = mark != null ? mark.journalId() : found.getLast().header().journalId();
    for (SegmentFile f : found) {
      if (!f.header().journalId().equals(id)) {
        damage(f.name(), 0, "belongs to another journal", 0, -1);
      }
    }
    return id;
  }

  private long addSealed(
      List<Segment> into, SegmentFile segment, SegmentFile following, long expected)
      throws IOException {
    SegmentHeader header = segment.header();
    noteHole(segment, expected);
    boolean followed = following.header().number() == header.number() + 1;
    long next = following.header().firstPosition();
    if (!followed || !endsWithSeal(segment, next)) {
      next = scanUnsealed(segment, followed ? next : NOT_KNOWN);
    }
    into.add(new Segment(header, Math.max(next, header.firstPosition())));
    return followed ? following.header().firstPosition() : next;
  }

  private void noteHole(SegmentFile segment, long expected) {
    long first = segment.header().firstPosition();
    if (expected < first && expected > 0) {
      damage(segment.name(), 0, "records before this segment are missing", expected, first - 1);
    }
  }

  private boolean endsWithSeal(SegmentFile segment, long nextPosition) throws IOException {
    long at = segment.size() - SEAL_BYTES;
    if (at < SegmentHeader.FRAMES_AT) {
      return false;
    }
    try (StorageFile file = storage.open(segment.name(), Storage.Mode.READ)) {
      ByteBuffer b = ByteBuffer.allocate(SEAL_BYTES).order(ByteOrder.LITTLE_ENDIAN);
      file.read(b, at);
      CRC32C crc = new CRC32C();
      FrameHeader seal = FrameHeader.read(b.flip(), 0, crc);
      return seal != null
          && seal.type() == FrameHeader.Type.SEAL
          && seal.firstPosition() == nextPosition
          && seal.isCommitted(b, 0, crc);
    }
  }

  /**
   * A segment that is not the last but does not end with the seal that the next one follows on:
   * names what is missing of it. Where the next one is missing too, the one behind that tells.
   */
  private long scanUnsealed(SegmentFile segment, long nextSegmentStart) throws IOException {
    try (StorageFile file = storage.open(segment.name(), Storage.Mode.READ)) {
      SegmentScan scan = SegmentScan.of(file, segment.name(), segment.header().firstPosition());
      damages.addAll(scan.damages());
      long next = scan.nextPosition();
      boolean ended = nextSegmentStart == NOT_KNOWN || nextSegmentStart == next;
      if (!scan.isSealed() || scan.hasTail() || !ended) {
        damage(
            segment.name(),
            scan.end(),
            "the segment does not end with its seal",
            next,
            nextSegmentStart - 1);
      }
      return next;
    }
  }

  private State empty(Catalog catalog) {
    if (mark == null) {
      return state(catalog, null, new JournalEnd(catalog.journalId(), 0, 0, -1, Hash.ZERO), true);
    }
    if (mark.position() >= 0) {
      damage(
          SegmentHeader.fileName(mark.segment()),
          0,
          "all segments are missing",
          0,
          mark.position());
    }
    return state(catalog, null, mark.end(), mark.closed());
  }

  private State finish(Catalog catalog, SegmentFile last, long expected, boolean repair)
      throws IOException {
    noteHole(last, expected);
    SegmentHeader header = last.header();
    shared = !repair && storage.isLocked();
    try (StorageFile file = storage.open(last.name(), Storage.Mode.READ)) {
      SegmentScan scan = SegmentScan.of(file, last.name(), header.firstPosition());
      List<Damage> found = shared ? settled(scan.damages(), header.number()) : scan.damages();
      damages.addAll(found);
      long durable = mark == null ? -1 : mark.position();
      boolean lost = durable >= scan.nextPosition();
      if (lost) {
        damage(
            last.name(),
            scan.end(),
            "acknowledged records are gone from the end",
            scan.nextPosition(),
            durable);
      }
      JournalEnd end = end(catalog, file, header, scan, lost);
      boolean damaged = lost || !found.isEmpty();
      boolean closed = isClosedAt(header.number(), scan.end());
      if (repair) {
        repair(new TailRepair(storage, file, last.name(), scan), closed, damaged);
      }
      if (scan.isSealed() || damaged) {
        catalog.add(new Segment(header, scan.nextPosition()));
        return state(catalog, null, end, closed);
      }
      return continueTail(catalog, header, scan, end, repair, closed);
    }
  }

  /** Those before the watermark: what lies behind it may have been read while it was written. */
  private List<Damage> settled(List<Damage> found, long segment) {
    long to = mark != null && mark.segment() == segment ? mark.endOffset() : 0;
    for (Damage damage : found) {
      if (damage.offset() >= to) {
        unsettledFrom = Math.min(unsettledFrom, damage.offset());
      }
    }
    return found.stream().filter(damage -> damage.offset() < to).toList();
  }

  /**
   * Where the last segment ends, or ended before its end was lost; the number is that of a later
   * one where the watermark has it, so that none is given twice.
   */
  private JournalEnd end(
      Catalog catalog, StorageFile file, SegmentHeader header, SegmentScan scan, boolean lost)
      throws IOException {
    UUID id = catalog.journalId();
    long number = Math.max(header.number(), mark == null ? 0 : mark.segment());
    return lost && mark != null
        ? new JournalEnd(id, number, mark.endOffset(), mark.position(), mark.hash())
        : new JournalEnd(id, number, scan.end(), scan.nextPosition() - 1, hash(file, header, scan));
  }

  /**
   * Whether the last writer ended in order with this end, to the byte: a seal, or a new segment
   * without records, that a later one did not get synced has no position to tell it by.
   */
  private boolean isClosedAt(long segment, long end) {
    return mark != null && mark.closed() && mark.segment() == segment && mark.endOffset() == end;
  }

  /** What follows rests on the last segment, so all of it must be durable, a seal as well. */
  private void repair(TailRepair tail, boolean closed, boolean damaged) throws IOException {
    if (!damaged) {
      cutBytes = tail.run(closed);
    } else if (!closed) {
      tail.keepDamaged();
    }
  }

  private State continueTail(
      Catalog catalog,
      SegmentHeader header,
      SegmentScan scan,
      JournalEnd end,
      boolean repair,
      boolean closed)
      throws IOException {
    List<Frame> frames = shared ? covered(scan.frames()) : List.copyOf(scan.frames());
    Segment segment = new Segment(header);
    frames.forEach(segment::add);
    catalog.add(segment);
    if (!repair && scan.hasTail() && !shared) {
      damage(segment.name(), scan.end(), "bytes behind the last frame", 0, -1);
    }
    return state(catalog, new Tail(segment, frames), end, segment.nextPosition(), closed);
  }

  /**
   * The frames that are durable while a writer goes on: those up to the watermark, or to the one
   * that a later frame carries. What else is whole may have been written and not synced.
   */
  private List<Frame> covered(List<Frame> frames) {
    long durable = mark == null ? -1 : mark.position();
    for (Frame frame : frames) {
      durable = Math.max(durable, frame.header().durable());
    }
    long last = durable;
    return frames.stream()
        .takeWhile(f -> f.offset() < unsettledFrom && f.header().lastPosition() <= last)
        .toList();
  }

  /** The hash of the last frame; of the header when there is none. */
  private static Hash hash(StorageFile file, SegmentHeader header, SegmentScan scan)
      throws IOException {
    if (scan.frames().isEmpty()) {
      return header.hash();
    }
    return scan.frames().getLast().hash(file);
  }

  private State state(Catalog catalog, @Nullable Tail tail, JournalEnd end, boolean clean) {
    return state(catalog, tail, end, end.position() + 1, clean);
  }

  private State state(
      Catalog catalog, @Nullable Tail tail, JournalEnd end, long nextPosition, boolean clean) {
    return new State(catalog, tail, end, nextPosition, mark, clean, List.copyOf(damages), cutBytes);
  }

  private void damage(String file, long offset, String what, long firstLost, long lastLost) {
    damages.add(new Damage(file, offset, what, firstLost, lastLost));
  }
}
