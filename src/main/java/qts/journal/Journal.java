package qts.journal;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
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

  private static final long IDLE_NANOS = 10_000_000;
  private static final long TIGHT_NANOS = 1_000_000;

  private final Storage storage;
  private final JournalSettings settings;
  private final JournalListener listener;
  private final Closeable folderLock;
  private final Catalog catalog;
  private final RecoveryReport recovery;
  private final SegmentWriter writer;
  private final Preallocator spares;
  private final RecentKeys recent;
  private final List<Thread> threads;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();
  private final Condition room = lock.newCondition();
  private final Condition progress = lock.newCondition();
  private GroupBuffer open;
  private GroupBuffer spare;
  private long[] openKeys = new long[GroupBuffer.MAX_RECORDS];
  private long[] spareKeys = new long[GroupBuffer.MAX_RECORDS];
  private long nextPosition;
  private long lastReceiveMillis = Long.MIN_VALUE;
  private long awaited = -1;
  private long remaining;
  private boolean tight = true;
  private volatile boolean full;
  private boolean closing;
  private @Nullable JournalFailedException failure;
  private volatile long durable;

  private Journal(
      Storage storage,
      JournalSettings settings,
      Closeable folderLock,
      Recovery.State state,
      RecentKeys recent,
      JournalListener listener,
      long started)
      throws IOException {
    this.storage = storage;
    this.settings = settings;
    this.listener = listener;
    this.folderLock = folderLock;
    this.catalog = state.catalog();
    this.recent = recent;
    this.nextPosition = state.nextPosition();
    this.durable = nextPosition - 1;
    this.open = new GroupBuffer(settings.groupBytes());
    this.spare = new GroupBuffer(settings.groupBytes());
    open.clear(nextPosition);
    this.spares = new Preallocator(storage, settings.segmentBytes(), settings.diskReserveBytes());
    this.writer = new SegmentWriter(storage, settings, state, spares, listener);
    this.remaining = writer.remaining();
    indexTail(state);
    this.recovery = report(state, started);
    this.threads =
        List.of(
            Thread.ofPlatform().name("journal-writer").unstarted(this::runWriter),
            Thread.ofPlatform().name("journal-spares").daemon().unstarted(spares));
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
    journal.threads.forEach(Thread::start);
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
    long started = storage.millis();
    Closeable folderLock = storage.lock();
    boolean opened = false;
    try {
      Recovery.State state = Recovery.run(storage, ids, keys, true);
      RecentKeys recent = recentKeys(state, settings.recentKeys());
      Journal journal =
          new Journal(storage, settings, folderLock, state, recent, listener, started);
      opened = true;
      return journal;
    } finally {
      if (!opened) {
        folderLock.close();
      }
    }
  }

  private static RecentKeys recentKeys(Recovery.State state, int wanted) throws IOException {
    List<Segment> segments = state.catalog().segments();
    int from = segments.size();
    for (int known = 0; from > 0 && known < wanted; from--) {
      Segment segment = segments.get(from - 1);
      known += (int) (segment.nextPosition() - segment.firstPosition());
    }
    RecentKeys recent =
        new RecentKeys(wanted, from < segments.size() ? segments.get(from).firstPosition() : 0);
    for (Segment segment : segments.subList(from, segments.size())) {
      if (segment.isSealed()) {
        state.catalog().forEachKey(segment, recent);
      }
    }
    return recent;
  }

  /** Reads the keys of the segment that is continued; damaged groups become part of the report. */
  private void indexTail(Recovery.State state) throws IOException {
    Recovery.Tail tail = state.tail();
    if (tail == null) {
      return;
    }
    Group group = new Group();
    try (StorageFile file = storage.open(tail.segment().name(), Storage.Mode.READ)) {
      FrameReader frames = new FrameReader(file, tail.segment().name());
      for (Frame frame : tail.frames()) {
        if (frames.read(frame, group) == null) {
          indexGroup(group);
        }
      }
    }
  }

  private void indexGroup(Group group) {
    for (int i = 0; i < group.count(); i++) {
      long key = catalog.keyOf(group, i);
      writer.noteKey(group.position(i), key);
      if (key != 0) {
        recent.put(key, group.position(i));
      }
      lastReceiveMillis = group.receiveMillis(i);
    }
  }

  private RecoveryReport report(Recovery.State state, long started) {
    Watermark mark = state.mark();
    return new RecoveryReport(
        mark == null ? state.nextPosition() == 0 : mark.closed(),
        catalog.segments().size(),
        state.nextPosition(),
        mark == null ? -1 : mark.position(),
        state.cutBytes(),
        state.damages(),
        storage.millis() - started);
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
   * record is not durable yet: {@link #awaitDurable} before telling anybody. Waits while both
   * groups are full.
   *
   * @throws JournalFullException when the disk has no room for more
   * @throws JournalFailedException when the journal failed before
   */
  public long append(Entry entry, long key) throws JournalFullException, JournalFailedException {
    int bytes = entry.payloadLength() + entry.notesLength;
    if (bytes > settings.maxPayloadBytes() + 4096) {
      throw new IllegalArgumentException("a record of " + bytes + " bytes is above the limit");
    }
    lock.lock();
    try {
      checkWritable();
      while (tight || !open.hasRoomFor(bytes)) {
        work.signal();
        room.awaitUninterruptibly();
        checkWritable();
      }
      return add(entry, key);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes the journal's lock for a run of appends by this thread, which then cost less. To be kept
   * short: the writer can't take the next group meanwhile.
   */
  public void beginRun() {
    lock.lock();
  }

  /** Ends what {@link #beginRun} began. */
  public void endRun() {
    lock.unlock();
  }

  private long add(Entry entry, long key) {
    lastReceiveMillis = Math.max(lastReceiveMillis, entry.receiveMillis);
    openKeys[open.count] = key;
    open.add(entry, lastReceiveMillis);
    long position = nextPosition++;
    if (key != 0) {
      recent.put(RecordKey.mask(key), position);
    }
    if (open.count == 1 || !open.hasRoomFor(0)) {
      work.signal();
    }
    return position;
  }

  private void checkWritable() throws JournalFullException, JournalFailedException {
    checkAlive();
    checkRoom();
  }

  private void checkAlive() throws JournalFailedException {
    if (failure != null) {
      throw new JournalFailedException("the journal failed earlier", failure);
    }
    if (closing) {
      throw new JournalFailedException("the journal is closed");
    }
  }

  /** The last durable position, −1 for none: everything up to it may be read and acknowledged. */
  public long durablePosition() {
    return durable;
  }

  /** The position the next record will get. */
  public long nextPosition() {
    lock.lock();
    try {
      return nextPosition;
    } finally {
      lock.unlock();
    }
  }

  /** Whether records are refused because the disk is full. */
  public boolean isFull() {
    return full;
  }

  /** Whether no more records are taken, for good: it was closed or it failed. */
  public boolean isClosed() {
    lock.lock();
    try {
      return closing || failure != null;
    } finally {
      lock.unlock();
    }
  }

  /** Throws when a record would be refused because the disk is full. */
  public void checkRoom() throws JournalFullException {
    if (full) {
      throw new JournalFullException(storage.describe(), settings.segmentBytes());
    }
  }

  /** Why the journal writes no more; null while it does. */
  public @Nullable JournalFailedException failure() {
    lock.lock();
    try {
      return failure;
    } finally {
      lock.unlock();
    }
  }

  /** Returns when {@code position} is durable: only then may the record be acknowledged. */
  public void awaitDurable(long position) throws JournalFailedException {
    if (durable >= position) {
      return;
    }
    lock.lock();
    try {
      if (position > awaited) {
        awaited = position;
        work.signal();
      }
      while (durable < position) {
        if (failure != null) {
          throw new JournalFailedException("the journal failed before this was durable", failure);
        }
        progress.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits up to {@code nanos} for records behind {@code position}; true when there are any. */
  public boolean awaitBeyond(long position, long nanos) throws InterruptedException {
    lock.lock();
    try {
      long left = nanos;
      while (durable <= position && failure == null && !closing && left > 0) {
        left = progress.awaitNanos(left);
      }
      return durable > position;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Makes the look-ups of {@code keys[0, count)} that follow quicker, by having memory fetch what
   * they need all at once. The result has no meaning.
   */
  public long touchRecent(long[] keys, int count) {
    lock.lock();
    try {
      return recent.touch(keys, count);
    } finally {
      lock.unlock();
    }
  }

  /** The newest position with {@code key} among the recent records, durable or not; −1 for none. */
  public long findRecent(long key) {
    return findRecent(key, Long.MAX_VALUE);
  }

  /** As {@link #findRecent(long)}, below position {@code before}. */
  public long findRecent(long key, long before) {
    lock.lock();
    try {
      return recent.find(RecordKey.mask(key), before);
    } finally {
      lock.unlock();
    }
  }

  /** A reader of the durable records; to be closed, and used by one thread at a time. */
  public JournalReader reader() {
    return new JournalReader(storage, catalog, new Known(), 0);
  }

  /** What a reader may know of the recent keys: only what is durable. */
  private final class Known implements KnownKeys {
    @Override
    public long from() {
      lock.lock();
      try {
        return recent.from();
      } finally {
        lock.unlock();
      }
    }

    @Override
    public List<Long> find(long key) {
      List<Long> found = new ArrayList<>();
      for (long at = findRecent(key, durable + 1); at >= 0; at = findRecent(key, at)) {
        found.add(at);
      }
      return found;
    }
  }

  private void runWriter() {
    try {
      while (takeGroup()) {
        commit();
      }
      writer.finish();
    } catch (IOException | RuntimeException | Error e) {
      fail(e);
      if (e instanceof Error error) {
        throw error;
      }
    }
  }

  /**
   * Does what the threads would do next: makes the spare segment, writes the open group or settles.
   */
  void step() {
    try {
      spares.makeIfWanted();
      lock.lock();
      try {
        updateRoom();
        if (!open.isEmpty()) {
          swap();
        } else {
          settle();
          return;
        }
      } finally {
        lock.unlock();
      }
      commit();
    } catch (IOException e) {
      fail(e);
    }
  }

  /** Whether an append of {@code bytes} would go through without waiting. */
  boolean hasRoom(int bytes) {
    lock.lock();
    try {
      return !tight && open.hasRoomFor(bytes);
    } finally {
      lock.unlock();
    }
  }

  /** Closes a journal without threads. */
  void closeStepped() throws IOException {
    step();
    writer.finish();
    writer.close();
    folderLock.close();
  }

  /** Waits until the open group should be written and swaps it with the spare; false at the end. */
  private boolean takeGroup() throws IOException {
    lock.lock();
    try {
      while (open.isEmpty() && !closing) {
        long left = work.awaitNanos(tight ? TIGHT_NANOS : IDLE_NANOS);
        updateRoom();
        if (left <= 0 && open.isEmpty()) {
          settle();
        }
      }
      gather();
      if (open.isEmpty()) {
        return false;
      }
      swap();
      return true;
    } catch (InterruptedException e) {
      throw new IllegalStateException("the journal's writer must not be interrupted", e);
    } finally {
      lock.unlock();
    }
  }

  /** Uses a quiet moment to make the watermark durable, without keeping appenders waiting. */
  private void settle() throws IOException {
    lock.unlock();
    try {
      writer.settle();
    } finally {
      lock.lock();
    }
  }

  /** Lets records that nobody waits for gather, up to the delay. */
  private void gather() throws InterruptedException {
    long left = settings.delayMillis() * 1_000_000;
    while (left > 0 && !closing && awaited < open.firstPosition && open.hasRoomFor(0)) {
      left = work.awaitNanos(left);
    }
  }

  private void swap() {
    GroupBuffer taken = open;
    long[] takenKeys = openKeys;
    open = spare;
    openKeys = spareKeys;
    open.clear(nextPosition);
    spare = taken;
    spareKeys = takenKeys;
    room.signalAll();
  }

  private void commit() throws IOException {
    SegmentWriter.Written written = writer.write(spare, spareKeys);
    lock.lock();
    try {
      durable = spare.firstPosition + spare.count - 1;
      remaining = writer.remaining();
      updateRoom();
      progress.signalAll();
    } finally {
      lock.unlock();
    }
    listener.onCommit(
        spare.count,
        spare.dataLength,
        written.frameBytes(),
        written.encodeNanos(),
        written.syncNanos());
  }

  /**
   * Settles whether appenders may go on: while the last segment is nearly full and the next one is
   * not ready they wait, and when it can't be made they are refused.
   */
  private void updateRoom() {
    Preallocator.State next = spares.state();
    tight = next != Preallocator.State.READY && remaining < neededBytes();
    boolean now = tight && next == Preallocator.State.OBSTRUCTED;
    if (now != full) {
      full = now;
      listener.onFull(now);
    }
    room.signalAll();
  }

  private long neededBytes() {
    return settings.reserveBytes() + 2L * settings.groupBytes() + settings.maxPayloadBytes();
  }

  private void fail(Throwable cause) {
    JournalFailedException failed =
        new JournalFailedException(
            "the journal in " + storage.describe() + " can't be written: " + cause, cause);
    lock.lock();
    try {
      failure = failed;
      progress.signalAll();
      room.signalAll();
    } finally {
      lock.unlock();
    }
    listener.onFailure(failed);
  }

  /** Writes what is open, marks the journal as closed in order and gives up the folder. */
  @Override
  public void close() throws IOException {
    lock.lock();
    try {
      if (closing) {
        return;
      }
      closing = true;
      work.signalAll();
      room.signalAll();
      progress.signalAll();
    } finally {
      lock.unlock();
    }
    join();
    writer.close();
    folderLock.close();
  }

  private void join() {
    spares.close();
    for (Thread thread : threads) {
      boolean interrupted = false;
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
