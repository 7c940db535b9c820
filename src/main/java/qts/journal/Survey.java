package qts.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the files of a journal without changing or locking anything, also while a writer is at
 * work: what is in each segment, what the watermark says, which other files there are. Not for use
 * by several threads at once.
 */
public final class Survey {
  private static final Set<String> PARTS =
      Set.of(Watermark.FILE, SavedKeys.FILE, "lock", Preallocator.SPARE, Preallocator.RESERVE);

  private final Storage storage;

  public Survey(Storage storage) {
    this.storage = storage;
  }

  /** What the watermark says; empty when it is missing or can't be read. */
  public Optional<WatermarkFacts> watermark() throws IOException {
    Watermark mark = WatermarkFile.read(storage);
    return mark == null
        ? Optional.empty()
        : Optional.of(
            new WatermarkFacts(
                mark.journalId(),
                mark.sequence(),
                mark.segment(),
                mark.endOffset(),
                mark.position(),
                mark.closed(),
                WatermarkFile.validSlots(storage)));
  }

  /** The names of the segment files, in order. */
  public List<String> segmentNames() throws IOException {
    return storage.list().stream().filter(SegmentHeader::isFileName).toList();
  }

  /** Every segment in order; those without a good index are read for that. */
  public List<SegmentFacts> segments() throws IOException {
    List<SegmentFacts> segments = new ArrayList<>();
    List<String> names = segmentNames();
    for (String name : names) {
      segments.add(segment(name, name.equals(names.getLast())));
    }
    return segments;
  }

  /** The files in the folder that belong to no segment and are no part of a quiet journal. */
  public List<String> otherFiles() throws IOException {
    return storage.list().stream()
        .filter(name -> !SegmentHeader.isFileName(name) && !SegmentHeader.isIndexName(name))
        .filter(name -> !PARTS.contains(name))
        .toList();
  }

  /**
   * Shows the headers of the whole frames of a segment, in order, and tells of damage between them.
   */
  public List<Damage> frames(String name, Consumer<FrameFacts> frames) throws IOException {
    long number = SegmentHeader.numberOf(name);
    try (StorageFile file = storage.open(name, Storage.Mode.READ)) {
      SegmentHeader header = SegmentCheck.header(file);
      SegmentScan scan =
          SegmentScan.of(
              file,
              name,
              header == null ? 0 : header.firstPosition(),
              (frame, bytes, at) -> {
                frames.accept(FrameFacts.of(number, frame));
                return true;
              });
      return List.copyOf(scan.damages());
    }
  }

  private SegmentFacts segment(String name, boolean last) throws IOException {
    long number = SegmentHeader.numberOf(name);
    try (StorageFile file = storage.open(name, Storage.Mode.READ)) {
      ByteBuffer b = ByteBuffer.allocate(SegmentHeader.FRAMES_AT).order(ByteOrder.LITTLE_ENDIAN);
      file.read(b, 0);
      SegmentHeader header = SegmentHeader.read(b.flip());
      if (header == null && SegmentHeader.isOfLaterVersion(b)) {
        return empty(name, SegmentFacts.State.NEWER, file.size());
      }
      SegmentIndex index =
          header == null
              ? null
              : SegmentIndex.load(storage, header.journalId(), number, file.size());
      return header != null && index != null
          ? facts(name, header, index.frames(), file.size(), last, IndexState.OK, List.of())
          : scanned(name, header, file, last);
    }
  }

  private SegmentFacts scanned(
      String name, @Nullable SegmentHeader header, StorageFile file, boolean last)
      throws IOException {
    long first = header == null ? 0 : header.firstPosition();
    SegmentScan scan = SegmentScan.of(file, name, first);
    if (header == null && scan.frames().isEmpty()) {
      return empty(name, SegmentFacts.State.UNREADABLE, file.size());
    }
    List<Damage> damages = new ArrayList<>(scan.damages());
    SegmentHeader known = header;
    if (known == null) {
      first = scan.frames().getFirst().header().firstPosition();
      damages.removeIf(damage -> damage.offset() == SegmentHeader.FRAMES_AT);
      damages.addFirst(new Damage(name, 0, "the header of the segment is damaged", 0, -1));
      known = new SegmentHeader(new UUID(0, 0), SegmentHeader.numberOf(name), first, 0, Hash.ZERO);
    }
    IndexState index =
        !scan.isSealed()
            ? IndexState.NONE
            : storage.exists(SegmentHeader.indexName(known.number()))
                ? IndexState.STALE
                : IndexState.MISSING;
    return facts(name, known, scan.frames(), file.size(), last, index, damages);
  }

  private static SegmentFacts facts(
      String name,
      SegmentHeader header,
      List<Frame> frames,
      long size,
      boolean last,
      IndexState index,
      List<Damage> damages) {
    List<FrameHeader> groups =
        frames.stream().map(Frame::header).filter(h -> h.type() == FrameHeader.Type.GROUP).toList();
    boolean sealed = groups.size() < frames.size();
    SegmentIndex.Summary summary = SegmentIndex.Summary.of(frames);
    return new SegmentFacts(
        header.number(),
        name,
        sealed
            ? SegmentFacts.State.SEALED
            : last ? SegmentFacts.State.OPEN : SegmentFacts.State.UNSEALED,
        header.firstPosition(),
        frames.isEmpty() ? header.firstPosition() : frames.getLast().header().lastPosition() + 1,
        header.createdMillis(),
        groups.stream().mapToLong(FrameHeader::records).sum(),
        groups.size(),
        size,
        frames.isEmpty() ? SegmentHeader.FRAMES_AT : frames.getLast().end(),
        groups.isEmpty()
            ? new SegmentFacts.Times(0, 0, 0, 0)
            : new SegmentFacts.Times(
                summary.minEventMillis(),
                summary.maxEventMillis(),
                groups.getFirst().firstReceiveMillis(),
                groups.getLast().lastReceiveMillis()),
        summary.kinds(),
        index,
        damages);
  }

  private static SegmentFacts empty(String name, SegmentFacts.State state, long size) {
    return new SegmentFacts(
        SegmentHeader.numberOf(name),
        name,
        state,
        0,
        0,
        0,
        0,
        0,
        size,
        0,
        new SegmentFacts.Times(0, 0, 0, 0),
        0,
        IndexState.NONE,
        List.of());
  }
}
