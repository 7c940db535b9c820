package qts.journal;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The segments of a journal in order, and their indexes, of which a few are kept in memory. Safe
 * for use by several threads.
 */
final class Catalog {
  private static final int INDEXES_IN_MEMORY = 3;

  private final Storage storage;
  private final UUID journalId;
  private final KeyReader keyReader;
  private final boolean saving;
  private final List<Segment> segments = new CopyOnWriteArrayList<>();
  private final Deque<Segment> loaded = new ArrayDeque<>();

  /** Held while an index is loaded or made anew, so that this is done once; never by the writer. */
  private final Object loading = new Object();

  /**
   * @param saving whether indexes that had to be made anew are saved
   */
  Catalog(Storage storage, UUID journalId, KeyReader keyReader, boolean saving) {
    this.storage = storage;
    this.saving = saving;
    this.journalId = journalId;
    this.keyReader = keyReader;
  }

  UUID journalId() {
    return journalId;
  }

  void add(Segment segment) {
    segments.add(segment);
  }

  void addAll(List<Segment> more) {
    segments.addAll(more);
  }

  List<Segment> segments() {
    return List.copyOf(segments);
  }

  long keyOf(Group group, int i) {
    synchronized (keyReader) {
      return keyReader.keyOf(group, i);
    }
  }

  /** The outer bounds of a sealed segment; kept in memory once known. */
  SegmentIndex.Summary summaryOf(Segment segment) throws IOException {
    SegmentIndex.Summary known = segment.summary();
    SegmentIndex.Summary summary = known != null ? known : loadSummary(segment);
    return summary != null ? summary : indexOf(segment).summary();
  }

  private SegmentIndex.@Nullable Summary loadSummary(Segment segment) throws IOException {
    long number = segment.header().number();
    try (StorageFile file = storage.open(segment.name(), Storage.Mode.READ)) {
      long bytes = file.size();
      SegmentIndex.Summary summary =
          orNull(() -> SegmentIndex.loadSummary(storage, journalId, number, bytes));
      if (summary != null) {
        segment.useSummary(summary);
      }
      return summary;
    }
  }

  /** Reads something of an index file. */
  private interface Reading<T> {
    @Nullable T read() throws IOException;
  }

  /** A file that can't be read is as good as none: what it holds is in the segment as well. */
  private static <T> @Nullable T orNull(Reading<T> reading) {
    try {
      return reading.read();
    } catch (IOException unreadable) {
      return null;
    }
  }

  /** The positions below {@code nextPosition} that no frame holds and that may be of the range. */
  List<Damage> holes(ReadRange range, long nextPosition) throws IOException {
    List<Segment> all = segments();
    List<Hole> found = new ArrayList<>(between(all, nextPosition));
    for (Segment segment : all) {
      if (segment.firstPosition() <= range.toPosition()
          && segment.nextPosition() > range.fromPosition()) {
        found.addAll(holesIn(segment));
      }
    }
    found.removeIf(hole -> !hole.mayHold(range));
    found.sort(Comparator.comparingLong(hole -> hole.damage().firstLost()));
    return found.stream().map(Hole::damage).toList();
  }

  /** The holes between segments and behind the last; their times are not known. */
  private static List<Hole> between(List<Segment> all, long nextPosition) {
    if (all.isEmpty()) {
      return List.of();
    }
    Holes between = new Holes(all.getFirst().firstPosition());
    for (Segment segment : all) {
      between.meet(segment.firstPosition(), Long.MAX_VALUE, segment.name(), 0);
      between.pass(segment.nextPosition(), Long.MIN_VALUE);
    }
    between.meet(nextPosition, Long.MAX_VALUE, all.getLast().name(), 0);
    return between.found();
  }

  private List<Hole> holesIn(Segment segment) throws IOException {
    List<Hole> known = segment.holes();
    return known != null
        ? known
        : Holes.in(segment.name(), segment.firstPosition(), indexOf(segment).frames());
  }

  /**
   * The keys of the records of a sealed segment from place {@code first} on, in the order of their
   * places; 0 for none.
   */
  long[] keysFrom(Segment segment, int first) throws IOException {
    long[] byPlace = new long[(int) (segment.nextPosition() - segment.firstPosition()) - first];
    try (KeyTable keys = keysOf(segment)) {
      keys.forEach(entry -> {
        int i = RecordKey.place(entry) - first;
        if (i >= 0 && i < byPlace.length) {
          byPlace[i] = RecordKey.mask(entry);
        }
      });
    }
    return byPlace;
  }

  /** The segment that holds {@code position}, or null. */
  @Nullable Segment segmentOf(long position) {
    for (Segment segment : segments) {
      if (position >= segment.firstPosition() && position < segment.nextPosition()) {
        return segment;
      }
    }
    return null;
  }

  /** The durable frames of a segment, from memory, its index file or the segment itself. */
  List<Frame> framesOf(Segment segment) throws IOException {
    List<Frame> known = segment.framesInMemory();
    return known != null ? known : indexOf(segment).frames();
  }

  private KeyTable keysOf(Segment segment) throws IOException {
    long number = segment.header().number();
    SegmentIndex index = indexOf(segment);
    if (!index.hasKeys() && !storage.exists(SegmentHeader.indexName(number))) {
      segment.dropIndex();
      index = indexOf(segment);
    }
    return index.keys(storage, number);
  }

  /**
   * The index of a sealed segment; made anew when its file is missing or wrong, and then saved if
   * the disk allows it.
   */
  SegmentIndex indexOf(Segment segment) throws IOException {
    SegmentIndex known = segment.index();
    if (known != null) {
      return known;
    }
    synchronized (loading) {
      SegmentIndex index = segment.index();
      if (index == null) {
        index = load(segment);
        keep(segment, index);
      }
      return index;
    }
  }

  /** Takes an index that was just made. */
  void keep(Segment segment, SegmentIndex index) {
    synchronized (loaded) {
      segment.useIndex(index);
      loaded.addLast(segment);
      if (loaded.size() > INDEXES_IN_MEMORY) {
        loaded.removeFirst().dropIndex();
      }
    }
  }

  private SegmentIndex load(Segment segment) throws IOException {
    long number = segment.header().number();
    try (StorageFile file = storage.open(segment.name(), Storage.Mode.READ)) {
      long bytes = file.size();
      SegmentIndex index = orNull(() -> SegmentIndex.load(storage, journalId, number, bytes));
      return index != null ? index : rebuild(segment, file);
    }
  }

  /** Makes the index file of a sealed segment anew. */
  void rebuildIndex(long number) throws IOException {
    for (Segment segment : segments) {
      if (segment.header().number() == number && segment.isSealed()) {
        try (StorageFile file = storage.open(segment.name(), Storage.Mode.READ)) {
          build(segment, file).save(storage, journalId, number);
        }
      }
    }
  }

  private SegmentIndex rebuild(Segment segment, StorageFile file) throws IOException {
    SegmentIndex index = build(segment, file);
    return saving ? saved(index, segment.header().number()) : index;
  }

  /** Without room or permission for the file, what it would hold stays in memory. */
  private SegmentIndex saved(SegmentIndex index, long number) {
    try {
      index.save(storage, journalId, number);
      return index.withoutKeys();
    } catch (IOException noRoom) {
      return index;
    }
  }

  private SegmentIndex build(Segment segment, StorageFile file) throws IOException {
    SegmentScan scan = SegmentScan.of(file, segment.name(), segment.firstPosition());
    long[] keys = new long[0];
    Group group = new Group();
    int records = 0;
    try (FrameReader frames = new FrameReader(file, segment.name())) {
      for (Frame frame : scan.frames()) {
        if (frame.header().type() == FrameHeader.Type.GROUP && frames.read(frame, group) == null) {
          records = (int) (frame.header().lastPosition() + 1 - segment.firstPosition());
          keys = Arrays.copyOf(keys, Math.max(keys.length, records));
          for (int i = 0; i < group.count(); i++) {
            keys[(int) (group.position(i) - segment.firstPosition())] = keyOf(group, i);
          }
        }
      }
    }
    return SegmentIndex.of(file.size(), scan.frames(), new SegmentKeys(keys, records));
  }

  /** The segment that still takes frames, or null. */
  @Nullable Segment openSegment() {
    List<Segment> all = segments();
    return all.isEmpty() || all.getLast().isSealed() ? null : all.getLast();
  }

  /**
   * The positions of records whose key may be {@code key}, newest first, from the sealed segments.
   */
  List<Long> find(long key) throws IOException {
    List<Long> found = new ArrayList<>();
    List<Segment> all = segments();
    for (int s = all.size() - 1; s >= 0; s--) {
      Segment segment = all.get(s);
      if (segment.isSealed()) {
        try (KeyTable keys = keysOf(segment)) {
          keys.find(key, entry -> found.add(segment.firstPosition() + RecordKey.place(entry)));
        }
      }
    }
    return found;
  }
}
