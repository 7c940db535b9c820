package qts.journal;

import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes frames into the last segment, seals it when it is full or old, and begins the next. Used
 * by the writer thread alone. Every IOException from here means that the journal has failed.
 */
final class SegmentWriter implements Closeable {
  /**
   * How many groups end a segment that is not full, once the next is ready: what its readers keep
   * of each must fit.
   */
  static final int MAX_GROUPS = 32_768;

  /**
   * How many records end such a segment: their keys are in memory until it is sealed, and several
   * times over while its index is made.
   */
  static final int MAX_RECORDS = (1 << 21) - GroupBuffer.MAX_RECORDS;

  private static final int SEAL_BYTES = FrameHeader.frameLength(FrameHeader.SEAL_BODY_BYTES);

  private final Storage storage;
  private final JournalSettings settings;
  private final Catalog catalog;
  private final Preallocator spares;
  private final IndexSaver indexes;
  private final JournalListener listener;
  private final FrameWriter frames;
  private final MerkleTree roots = new MerkleTree();
  private final WatermarkFile watermarks;
  private @Nullable Segment segment;
  private @Nullable StorageFile file;
  private long nextNumber;
  private long nextPosition;
  private long end;
  private long capacity;
  private long durable;
  private Hash chain;
  private long[] keys = new long[1 << 12];

  SegmentWriter(
      Storage storage,
      JournalSettings settings,
      Recovery.State state,
      Preallocator spares,
      IndexSaver indexes,
      RecordHasher hasher,
      JournalListener listener)
      throws IOException {
    this.storage = storage;
    this.settings = settings;
    this.catalog = state.catalog();
    this.spares = spares;
    this.indexes = indexes;
    this.frames = new FrameWriter(hasher);
    this.listener = listener;
    this.nextNumber = state.end().segment() + 1;
    this.nextPosition = state.nextPosition();
    this.end = state.end().offset();
    this.durable = nextPosition - 1;
    this.chain = state.end().hash();
    this.watermarks = WatermarkFile.open(storage, state.mark());
  }

  /** Goes on in the segment that recovery left unsealed. */
  void resume(Recovery.Tail tail) throws IOException {
    segment = tail.segment();
    file = storage.open(segment.name(), Storage.Mode.WRITE);
    nextNumber = segment.header().number() + 1;
    capacity = file.size();
    for (Frame frame : tail.frames()) {
      roots.addHash(frame.header().root().bytes(), 0);
    }
  }

  /** The key of the record at {@code position} in the last segment, for its index. */
  void noteKey(long position, long key) {
    Segment current = segment;
    if (current != null) {
      int place = (int) (position - current.firstPosition());
      if (place >= keys.length) {
        keys = Arrays.copyOf(keys, Math.max(place + 1, 2 * keys.length));
      }
      keys[place] = key;
    }
  }

  /** The bytes still free in the last segment, a seal left out; 0 when a new one is needed. */
  long remaining() {
    Segment current = segment;
    if (file == null || current == null || isFullOfRecords(current)) {
      return 0;
    }
    return capacity - end - SEAL_BYTES;
  }

  /**
   * Whether the last segment has far more groups or records than should end it, since the next one
   * can't be made: what is kept in memory of each must still fit.
   */
  boolean isCrowded() {
    Segment current = segment;
    return current != null
        && (roots.leaves() >= 2 * MAX_GROUPS
            || nextPosition - current.firstPosition() >= 2L * MAX_RECORDS);
  }

  /** What groups may take of a segment file of {@code bytes}. */
  static long roomIn(long bytes) {
    return bytes - SegmentHeader.FRAMES_AT - SEAL_BYTES;
  }

  /** Whether the places of the records of two more groups can't be counted any more. */
  private boolean isFullOfRecords(Segment current) {
    return nextPosition + 2L * GroupBuffer.MAX_RECORDS - current.firstPosition()
        > RecordKey.PLACE_MASK;
  }

  /** What was written of a group, whose notes and payloads had {@code dataBytes}. */
  record Written(FrameHeader header, long dataBytes, long encodeNanos, long syncNanos) {}

  /** How many records of a group that still fills are prepared for writing. */
  int prepared(GroupBuffer group) {
    return frames.encoded(group);
  }

  /** Does what can be done of writing before the group gets its last record. */
  void prepare(GroupBuffer group) {
    frames.advance(group);
  }

  /** Does all that is left before writing; records of the next group are hashed meanwhile. */
  void prepareAll(GroupBuffer group, GroupBuffer next) {
    frames.encode(group);
    frames.hashAhead(next);
  }

  /**
   * Writes a group and makes it durable.
   *
   * @param encoded told once the group is not needed any more, before it is written
   */
  Written write(GroupBuffer group, Runnable encoded) throws IOException {
    long started = storage.nanos();
    frames.encode(group);
    FrameWriter.Composed frame = frames.compose(group, durable, chain);
    long composed = storage.nanos();
    if (needsRoll(frame.header())) {
      roll();
      frame = frames.compose(group, durable, chain);
    }
    for (int i = 0; i < group.count; i++) {
      noteKey(group.firstPosition + i, group.key[i]);
    }
    long dataBytes = group.dataLength;
    encoded.run();
    append(frame);
    return new Written(frame.header(), dataBytes, composed - started, storage.nanos() - composed);
  }

  private boolean needsRoll(FrameHeader header) {
    Segment current = segment;
    return current == null
        || header.frameLength() > remaining()
        || ((isLarge(current) || isOld(current)) && spares.awaitReady());
  }

  private boolean isLarge(Segment current) {
    return roots.leaves() >= MAX_GROUPS || nextPosition - current.firstPosition() >= MAX_RECORDS;
  }

  private boolean isOld(Segment current) {
    return storage.millis() - current.header().createdMillis() > settings.segmentMillis()
        && current.nextPosition() > current.firstPosition();
  }

  private void append(FrameWriter.Composed frame) throws IOException {
    StorageFile current = open();
    current.write(frame.bytes(), end);
    current.force();
    Frame written = new Frame(end, frame.header());
    end = written.end();
    chain = frame.hash();
    nextPosition = frame.header().lastPosition() + 1;
    durable = nextPosition - 1;
    Segment target = openSegment();
    target.add(written);
    if (frame.header().type() == FrameHeader.Type.GROUP) {
      roots.addHash(frame.header().root().bytes(), 0);
    }
    watermarks.write(mark(false));
  }

  private StorageFile open() {
    return Objects.requireNonNull(file, "no segment is open");
  }

  private Segment openSegment() {
    return Objects.requireNonNull(segment, "no segment is open");
  }

  private Watermark mark(boolean closed) {
    return new Watermark(catalog.journalId(), 0, nextNumber - 1, end, durable, chain, closed);
  }

  /** Seals the last segment, if there is one, and begins the next. */
  private void roll() throws IOException {
    if (file != null) {
      seal();
    }
    String spare = spares.take();
    SegmentHeader header =
        new SegmentHeader(catalog.journalId(), nextNumber, nextPosition, storage.millis(), chain);
    Segment next = new Segment(header);
    try (StorageFile draft = storage.open(spare, Storage.Mode.WRITE)) {
      capacity = draft.size();
      draft.write(header.toBytes(), 0);
      draft.force();
    }
    keepFormer(next.name());
    storage.rename(spare, next.name());
    storage.forceNames();
    spares.renamed();
    file = storage.open(next.name(), Storage.Mode.WRITE);
    segment = next;
    nextNumber++;
    end = SegmentHeader.FRAMES_AT;
    chain = header.hash();
    catalog.add(next);
    listener.onSegment(next.name());
  }

  /** A file that recovery could make nothing of may lie where the next segment goes. */
  private void keepFormer(String name) throws IOException {
    if (storage.exists(name)) {
      String kept = Quarantine.unusedName(storage, name);
      storage.rename(name, kept);
      listener.onWarning(name + " was no segment of this journal and is kept as " + kept);
    }
  }

  private void seal() throws IOException {
    Segment sealed = openSegment();
    StorageFile current = open();
    long records = nextPosition - sealed.firstPosition();
    FrameWriter.Composed frame = frames.seal(records, roots, nextPosition, durable, chain);
    append(frame);
    current.truncate(end);
    current.force();
    current.close();
    file = null;
    roots.clear();
    SegmentIndex index = SegmentIndex.of(end, sealed.frames(), handedOver((int) records));
    sealed.seal(index);
    indexes.offer(sealed, index);
    watermarks.force();
  }

  private SegmentKeys handedOver(int records) {
    // Fewer are known where records of a later program could not be read.
    long[] known = keys.length < records ? Arrays.copyOf(keys, records) : keys;
    SegmentKeys all = new SegmentKeys(known, records);
    keys = new long[keys.length];
    return all;
  }

  /** Makes the watermark durable when it is not; called when there is nothing else to do. */
  void settle() throws IOException {
    if (watermarks.isDirty()) {
      watermarks.force();
    }
  }

  /** Leaves everything durable and marked as closed in order. */
  void finish() throws IOException {
    indexes.saveNow();
    if (nextNumber > 1) {
      watermarks.write(mark(true));
      watermarks.force();
      saveKeys();
    }
  }

  /** Without room for the file, the next opening reads the keys from the records. */
  private void saveKeys() {
    Segment last = segment;
    if (file == null || last == null) {
      return;
    }
    int records = (int) (nextPosition - last.firstPosition());
    JournalEnd at = new JournalEnd(catalog.journalId(), nextNumber - 1, end, durable, chain);
    try {
      Growth.of(storage, settings.disk()).require(SavedKeys.bytes(records));
      SavedKeys.save(storage, at, Arrays.copyOf(keys, records));
    } catch (IOException e) {
      listener.onWarning("the keys of " + last.name() + " could not be saved: " + e);
    }
  }

  @Override
  public void close() throws IOException {
    frames.close();
    try (StorageFile _ = file) {
      watermarks.close();
    }
  }
}
