package qts.journal;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one ordered, durable log. Appenders put records into the open group and may wait until it is
 * on the disk; one writer thread encodes, writes and syncs group after group. While a group is
 * synced the next one fills, so at rate one sync serves many records and nobody waits longer than
 * two of them.
 *
 * <p>All methods may be called from any thread, except from the journal's listener.
 */
public final class Journal implements Closeable {
  /** The most bytes the records of one group may have together. */
  static final int MAX_GROUP_DATA_BYTES = 64 << 20;

  /** The most bytes of notes above the limit of payloads, and characters in a stream's name. */
  private static final int BESIDE_PAYLOAD = 4096;

  private final Storage storage;
  private final JournalSettings settings;
  private final Closeable folderLock;
  private final Catalog catalog;
  private final Consumer<DamagedBytes> damaged;
  private final RecoveryReport recovery;
  private final RecordHasher hasher;
  private final SegmentWriter writer;
  private final Preallocator spares;
  private final JournalLock lock = new JournalLock();
  private final Durability durability;
  private final Room room;
  private final OpenGroup open;
  private final WriterLoop loop;
  private final IndexSaver indexes;
  private final JournalThreads threads;

  private Journal(
      Storage storage,
      JournalSettings settings,
      Closeable folderLock,
      Opening opening,
      JournalListener listener)
      throws IOException {
    this.storage = storage;
    this.settings = settings;
    this.folderLock = folderLock;
    this.catalog = opening.state().catalog();
    this.damaged = new Quarantine(storage, settings.disk().freeBytes()).telling(listener);
    this.hasher = settings.isParallel() ? RecordHasher.shared() : RecordHasher.alone();
    this.spares = new Preallocator(storage, settings.segmentBytes(), settings.disk());
    this.indexes = new IndexSaver(storage, catalog, listener);
    this.writer = opening.writer(settings, spares, indexes, hasher, listener);
    this.durability = new Durability(lock, patience(), opening.state().nextPosition() - 1);
    String folder = storage.describe();
    this.room = new Room(lock, settings, folder, spares, listener);
    this.open =
        new OpenGroup(
            lock,
            durability,
            room,
            settings.groupBytes(),
            opening.recent(),
            opening.lastReceiveMillis(),
            storage::nanos);
    this.loop =
        new WriterLoop(
            lock,
            open,
            room,
            durability,
            writer,
            listener,
            storage::nanos,
            patience(),
            settings.delayMillis(),
            folder);
    this.recovery = opening.report();
    this.threads = new JournalThreads(loop, spares, hasher, indexes);
  }

  private Patience patience() {
    return new Patience(storage::nanos, settings.patienceNanos());
  }

  /**
   * Opens the journal in a folder for writing, recovering it where needed.
   *
   * @param ids makes the id of a new journal
   * @throws JournalLockedException when another writer has it
   */
  public static Journal open(
      Storage storage,
      JournalSettings settings,
      Supplier<UUID> ids,
      KeyReader keys,
      JournalListener listener)
      throws IOException {
    Journal journal = openStepped(storage, settings, ids, keys, listener);
    journal.threads.start();
    return journal;
  }

  /**
   * Opens a journal without threads of its own: nothing is written but by {@link #step}, so that
   * what happens depends on the caller alone.
   */
  static Journal openStepped(
      Storage storage,
      JournalSettings settings,
      Supplier<UUID> ids,
      KeyReader keys,
      JournalListener listener)
      throws IOException {
    Closeable folderLock = storage.lock();
    boolean opened = false;
    try {
      Opening opening = Opening.of(storage, settings, ids, keys);
      Journal journal = new Journal(storage, settings, folderLock, opening, listener);
      opened = true;
      return journal;
    } finally {
      if (!opened) {
        folderLock.close();
      }
    }
  }

  /** What was found when the journal was opened. */
  public RecoveryReport recovery() {
    return recovery;
  }

  public UUID id() {
    return catalog.journalId();
  }

  /** The largest payload a record may have. */
  public int maxPayloadBytes() {
    return settings.maxPayloadBytes();
  }

  /**
   * Appends a record with {@code key} ({@link RecordKey}; 0 for none) and returns its position. The
   * record is not durable yet: {@link #awaitDurable} before telling anybody. Waits while all groups
   * are full.
   *
   * @throws JournalFullException when there is no room for more records of this kind
   * @throws JournalFailedException when the journal failed before
   * @throws IllegalArgumentException when payload and notes together have more than {@link
   *     #maxPayloadBytes} and 4 KiB, or the name of the stream more than 4,096 characters
   */
  public long append(Entry entry, long key) throws JournalFullException, JournalFailedException {
    int bytes = entry.payloadLength() + entry.notesLength;
    if (bytes > settings.maxPayloadBytes() + BESIDE_PAYLOAD) {
      throw new IllegalArgumentException("a record of " + bytes + " bytes is above the limit");
    }
    int name = entry.stream.length();
    if (name > BESIDE_PAYLOAD) {
      throw new IllegalArgumentException("a stream's name of " + name + " is above the limit");
    }
    return open.append(entry, key);
  }

  /**
   * Takes the journal's lock for a run of appends by this thread, which then cost less. To be kept
   * short: the writer can't take the next group meanwhile.
   */
  public void beginRun() {
    lock.lock();
  }

  /** Ends what {@link #beginRun} began, on the same thread. */
  public void endRun() {
    lock.unlock();
  }

  /** The last durable position, −1 for none: everything up to it may be read and acknowledged. */
  public long durablePosition() {
    return durability.position();
  }

  /** The position the next record will get. */
  public long nextPosition() {
    return open.nextPosition();
  }

  /** The room for more records. */
  public JournalRoom room() {
    return room.state();
  }

  /** Whether snapshots are refused because the disk or the quota is full. */
  public boolean isFull() {
    return room.isFull();
  }

  /** Throws when a snapshot would be refused because the disk or the quota is full. */
  public void checkRoom() throws JournalFullException {
    room.check();
  }

  /** Whether no more records are taken, for good: it was closed or it failed. */
  public boolean isClosed() {
    return durability.isOver();
  }

  /** Why the journal writes no more; null while it does. */
  public @Nullable JournalFailedException failure() {
    return durability.failure();
  }

  /**
   * Returns when {@code position}, which {@link #append} gave, is durable: only then may the record
   * be acknowledged.
   */
  public void awaitDurable(long position) throws JournalFailedException {
    durability.await(position);
  }

  /**
   * Returns when a crash would cost at most 4 MiB of notes and payloads, none of them appended more
   * than 100 ms ago: then a record may be answered that is not durable yet.
   */
  public void awaitLittleAtRisk() throws JournalFailedException {
    open.awaitLittleAtRisk();
  }

  /** Waits up to {@code nanos} for records behind {@code position}; true when there are any. */
  public boolean awaitBeyond(long position, long nanos) throws InterruptedException {
    return durability.awaitBeyond(position, nanos);
  }

  /**
   * Makes the look-ups of {@code keys[0, count)} that follow quicker, by having memory fetch what
   * they need all at once. The result has no meaning.
   */
  public long touchRecent(long[] keys, int count) {
    return open.touchRecent(keys, count);
  }

  /** The newest position with {@code key} among the recent records, durable or not; −1 for none. */
  public long findRecent(long key) {
    return findRecent(key, Long.MAX_VALUE);
  }

  /** As {@link #findRecent(long)}, below position {@code before}. */
  public long findRecent(long key, long before) {
    return open.findRecent(key, before);
  }

  /** The position from which on {@link #findRecent(long)} knows the key of every record. */
  public long recentFrom() {
    return open.recentFrom();
  }

  /** Keeps a copy of damaged bytes that were found by other means than a reader, and tells. */
  public void quarantine(DamagedBytes found) {
    damaged.accept(found);
  }

  /** The number of the newest segment; 0 while there is none. */
  public long newestSegment() {
    List<Segment> segments = catalog.segments();
    return segments.isEmpty() ? 0 : segments.getLast().header().number();
  }

  /** The tree over the durable groups, from the beginning; used by one thread at a time. */
  public JournalTree tree() {
    return new JournalTree(storage, catalog);
  }

  /** A reader of the durable records; to be closed, and used by one thread at a time. */
  public JournalReader reader() {
    return new JournalReader(storage, catalog, new Known(), 0, damaged);
  }

  /** What a reader may know of the recent keys: only what is durable. */
  private final class Known implements KnownKeys {
    @Override
    public long from() {
      return recentFrom();
    }

    @Override
    public List<Long> find(long key) {
      List<Long> found = new ArrayList<>();
      for (long at = findRecent(key, durablePosition() + 1); at >= 0; at = findRecent(key, at)) {
        found.add(at);
      }
      return found;
    }
  }

  /**
   * Does what the threads would do next: makes the spare segment, saves the index of the segment
   * before, writes the open group or settles.
   */
  void step() {
    spares.makeIfWanted();
    indexes.saveNow();
    loop.step();
  }

  /** Whether an append of {@code bytes} would go through without waiting. */
  boolean hasRoom(int bytes) {
    return open.hasRoomFor(bytes);
  }

  /** Whether an append of the entry would go through without waiting. */
  boolean hasRoom(Entry entry) throws JournalFullException {
    return open.hasRoomFor(entry);
  }

  /** Closes a journal without threads. */
  void closeStepped() throws IOException {
    step();
    while (!open.isEmpty() && failure() == null) {
      step();
    }
    writer.finish();
    closeFiles();
  }

  /** Frees what a journal without threads holds and leaves its files as a kill would. */
  void abandon() throws IOException {
    writer.close();
  }

  /** Writes what is open, marks the journal as closed in order and gives up the folder. */
  @Override
  public void close() throws IOException {
    if (durability.close()) {
      threads.end();
      closeFiles();
    }
  }

  /** The folder is given up whatever happens to the files. */
  private void closeFiles() throws IOException {
    try (folderLock) {
      writer.close();
    }
  }
}
