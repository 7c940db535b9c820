package qts.journal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One segment as its readers see it: only frames that are durable. The writer adds to the last
 * segment; everything else here is fixed once known. Safe for use by several threads.
 */
final class Segment {
  private final SegmentHeader header;
  private final String name;
  private final List<Frame> frames = new ArrayList<>();
  private long nextPosition;
  private boolean sealed;
  private @Nullable SegmentIndex index;
  private SegmentIndex.@Nullable Summary summary;
  private @Nullable List<Hole> holes;

  /** A segment that still takes frames. */
  Segment(SegmentHeader header) {
    this.header = header;
    this.name = SegmentHeader.fileName(header.number());
    this.nextPosition = header.firstPosition();
  }

  /** A sealed segment whose records end before {@code nextPosition}. */
  Segment(SegmentHeader header, long nextPosition) {
    this(header);
    this.nextPosition = nextPosition;
    this.sealed = true;
  }

  SegmentHeader header() {
    return header;
  }

  String name() {
    return name;
  }

  long firstPosition() {
    return header.firstPosition();
  }

  /** The position after the last durable record. */
  synchronized long nextPosition() {
    return nextPosition;
  }

  synchronized boolean isSealed() {
    return sealed;
  }

  /** Adds a durable frame. */
  synchronized void add(Frame frame) {
    frames.add(frame);
    nextPosition = frame.header().lastPosition() + 1;
  }

  /** Takes no more frames; {@code index} has all of them. */
  synchronized void seal(SegmentIndex index) {
    sealed = true;
    useIndex(index);
  }

  synchronized List<Frame> frames() {
    return List.copyOf(frames);
  }

  /**
   * The durable frames as far as memory has them; null when only the index on the disk knows them.
   * One answer for a segment that is just being sealed: its frames move into the index.
   */
  synchronized @Nullable List<Frame> framesInMemory() {
    if (index != null) {
      return index.frames();
    }
    return sealed && frames.isEmpty() ? null : List.copyOf(frames);
  }

  /** The frame that holds {@code position}, if memory has it. */
  synchronized @Nullable Frame frameInMemory(long position) {
    return frameOf(index != null ? index.frames() : frames, position);
  }

  /** The frame among {@code frames} that holds {@code position}; null when there is none. */
  static @Nullable Frame frameOf(List<Frame> frames, long position) {
    int low = 0;
    int high = frames.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      FrameHeader header = frames.get(middle).header();
      if (header.lastPosition() < position) {
        low = middle + 1;
      } else if (header.firstPosition() > position) {
        high = middle - 1;
      } else {
        return frames.get(middle);
      }
    }
    return null;
  }

  /** Keeps the index instead of the frames, which it holds as well. */
  synchronized void useIndex(SegmentIndex index) {
    this.index = index;
    this.summary = index.summary();
    this.holes = Holes.in(name, firstPosition(), index.frames());
    this.frames.clear();
  }

  /** Keeps the outer bounds of what is inside. */
  synchronized void useSummary(SegmentIndex.Summary summary) {
    this.summary = summary;
  }

  /** The outer bounds of what is inside, once they were read. */
  synchronized SegmentIndex.@Nullable Summary summary() {
    return summary;
  }

  /**
   * Which positions of this segment no frame holds; null while that is not known. A segment that
   * still takes frames has no holes.
   */
  synchronized @Nullable List<Hole> holes() {
    return sealed ? holes : List.of();
  }

  /** The index if it is in memory. */
  synchronized @Nullable SegmentIndex index() {
    return index;
  }

  /** Forgets the index, to be loaded again when needed. */
  synchronized void dropIndex() {
    this.index = null;
  }
}
