package qts.journal;

import java.io.Closeable;
import java.io.IOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads durable records, in order or in reverse, by position, time, kind and keys. Has file handles
 * of its own, so that it never gets into the writer's way. Not for use by several threads at once.
 */
public final class JournalReader implements Closeable {
  private final Storage storage;
  private final Catalog catalog;
  private final KnownKeys known;
  private final long floor;
  private final Consumer<DamagedBytes> onDamage;
  private final Group group = new Group();
  private @Nullable StorageFile file;
  private @Nullable FrameReader frames;
  private long openNumber = -1;
  private long loadedOffset = -1;

  /**
   * @param floor the position that the next record can't be below, whatever the segments say
   * @param onDamage is told of damaged groups beside the visitors
   */
  JournalReader(
      Storage storage,
      Catalog catalog,
      KnownKeys known,
      long floor,
      Consumer<DamagedBytes> onDamage) {
    this.storage = storage;
    this.catalog = catalog;
    this.known = known;
    this.floor = floor;
    this.onDamage = onDamage;
  }

  /**
   * Opens a journal for reading only, without the writer's lock; sees what was durable at this
   * moment. While a writer holds the folder that is what the watermarks cover; without one it is
   * all that is there whole.
   */
  public static JournalReader open(Storage storage, KeyReader keys) throws IOException {
    Recovery.State state = Recovery.run(storage, () -> new UUID(0, 0), keys, false);
    return new JournalReader(
        storage, state.catalog(), KnownKeys.NONE, state.nextPosition(), damage -> {});
  }

  /** The id of the journal. */
  public UUID journalId() {
    return catalog.journalId();
  }

  /** The position after the last durable record. */
  public long nextPosition() {
    List<Segment> segments = catalog.segments();
    return segments.isEmpty() ? floor : Math.max(floor, segments.getLast().nextPosition());
  }

  /** The first position that is still kept. */
  public long firstPosition() {
    List<Segment> segments = catalog.segments();
    return segments.isEmpty() ? floor : segments.getFirst().firstPosition();
  }

  /**
   * The positions that were written, are in no segment any more, and may by their place and by the
   * times around them be of the range; in order. Groups that are there but damaged are not among
   * them: reading them tells.
   */
  public List<Damage> holes(ReadRange range) throws IOException {
    return catalog.holes(range, nextPosition());
  }

  /** Shows the records of the range in order. */
  public void forward(ReadRange range, RecordVisitor visitor) throws IOException {
    for (Segment segment : catalog.segments()) {
      if (mayHold(segment, range)) {
        for (Frame frame : catalog.framesOf(segment)) {
          if (frame.mayHold(range) && !forward(segment, frame, range, visitor)) {
            return;
          }
        }
      }
    }
  }

  private boolean forward(Segment segment, Frame frame, ReadRange range, RecordVisitor visitor)
      throws IOException {
    if (!load(segment, frame, visitor)) {
      return true;
    }
    int from = firstIndex(range);
    int to = lastIndex(range);
    for (int i = from; i <= to; i++) {
      if (isKind(range, i) && !visitor.onRecord(group, i)) {
        return false;
      }
    }
    return true;
  }

  /** Shows the records of the range, the newest first. */
  public void backward(ReadRange range, RecordVisitor visitor) throws IOException {
    for (Segment segment : catalog.segments().reversed()) {
      if (mayHold(segment, range)) {
        for (Frame frame : catalog.framesOf(segment).reversed()) {
          if (frame.mayHold(range) && !backward(segment, frame, range, visitor)) {
            return;
          }
        }
      }
    }
  }

  private boolean backward(Segment segment, Frame frame, ReadRange range, RecordVisitor visitor)
      throws IOException {
    if (!load(segment, frame, visitor)) {
      return true;
    }
    int from = lastIndex(range);
    int to = firstIndex(range);
    for (int i = from; i >= to; i--) {
      if (isKind(range, i) && !visitor.onRecord(group, i)) {
        return false;
      }
    }
    return true;
  }

  private int firstIndex(ReadRange range) {
    return (int) Math.max(0, range.fromPosition() - group.firstPosition());
  }

  private int lastIndex(ReadRange range) {
    return (int) Math.min(group.count() - 1L, range.toPosition() - group.firstPosition());
  }

  private boolean isKind(ReadRange range, int i) {
    return (group.kind(i).bit() & range.kinds()) != 0;
  }

  private boolean mayHold(Segment segment, ReadRange range) throws IOException {
    return segment.firstPosition() <= range.toPosition()
        && segment.nextPosition() > range.fromPosition()
        && (!segment.isSealed() || catalog.summaryOf(segment).mayHold(range));
  }

  /** Shows the record at {@code position}; false when the journal has none there. */
  public boolean at(long position, RecordVisitor visitor) throws IOException {
    Segment segment = catalog.segmentOf(position);
    Frame frame = segment == null ? null : frameOf(segment, position);
    if (segment == null || frame == null) {
      return false;
    }
    if (load(segment, frame, visitor)) {
      visitor.onRecord(group, (int) (position - group.firstPosition()));
    }
    return true;
  }

  /**
   * How the record at {@code position} leads to the root of the {@link JournalTree} as it was with
   * {@code groups} groups; empty when there is no such record, or it is in none of those groups.
   */
  public Optional<Inclusion> inclusion(long position, long groups) throws IOException {
    Segment segment = catalog.segmentOf(position);
    Frame frame = segment == null ? null : frameOf(segment, position);
    loadedOffset = -1;
    if (segment == null || frame == null || frames(segment).read(frame, group) != null) {
      return Optional.empty();
    }
    loadedOffset = frame.offset();
    return Inclusion.of(catalog, group, (int) (position - group.firstPosition()), groups);
  }

  private @Nullable Frame frameOf(Segment segment, long position) throws IOException {
    Frame known = segment.frameInMemory(position);
    return known != null ? known : Segment.frameOf(catalog.framesOf(segment), position);
  }

  /**
   * The positions of records whose key may be {@code key}, newest first. Quick where an index or
   * the memory of the writer knows; only what neither does is looked through.
   */
  public List<Long> find(long key) throws IOException {
    SortedSet<Long> found = new TreeSet<>(Comparator.reverseOrder());
    found.addAll(known.find(key));
    // After what is known was asked: by then more may be forgotten, which is looked through.
    addFromOpenSegment(RecordKey.mask(key), found);
    found.addAll(catalog.find(key));
    return List.copyOf(found);
  }

  private void addFromOpenSegment(long key, Collection<Long> found) throws IOException {
    Segment segment = catalog.openSegment();
    long unknownTo = known.from() - 1;
    if (segment != null && segment.firstPosition() <= unknownTo) {
      ReadRange range = ReadRange.everything().positions(segment.firstPosition(), unknownTo);
      forward(range, new KeySearch(key, found));
    }
  }

  /** Collects the positions of the records with a key. */
  private final class KeySearch implements RecordVisitor {
    private final long key;
    private final Collection<Long> found;

    KeySearch(long key, Collection<Long> found) {
      this.key = key;
      this.found = found;
    }

    @Override
    public boolean onRecord(Group group, int i) {
      if (RecordKey.mask(catalog.keyOf(group, i)) == key) {
        found.add(group.position(i));
      }
      return true;
    }

    /** A record that can't be read can't be found. */
    @Override
    public void onDamage(Damage damage) {}
  }

  /** Decodes the group of a frame, unless it is the one decoded last. */
  private boolean load(Segment segment, Frame frame, RecordVisitor visitor) throws IOException {
    FrameReader reader = frames(segment);
    if (frame.offset() == loadedOffset) {
      return true;
    }
    loadedOffset = -1;
    Damage damage = reader.read(frame, group);
    if (damage != null) {
      onDamage.accept(new DamagedBytes(damage, frame.header().frameLength()));
      visitor.onDamage(damage);
      return false;
    }
    loadedOffset = frame.offset();
    return true;
  }

  private FrameReader frames(Segment segment) throws IOException {
    FrameReader current = frames;
    if (current == null || openNumber != segment.header().number()) {
      close();
      StorageFile opened = storage.open(segment.name(), Storage.Mode.READ);
      current = new FrameReader(opened, segment.name());
      file = opened;
      frames = current;
      openNumber = segment.header().number();
    }
    return current;
  }

  @Override
  public void close() throws IOException {
    if (frames != null) {
      frames.close();
      frames = null;
    }
    if (file != null) {
      file.close();
      file = null;
      loadedOffset = -1;
    }
  }
}
