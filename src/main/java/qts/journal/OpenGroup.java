package qts.journal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The groups between appenders and writer: one that fills, those that are full and wait, and one
 * that the writer has meanwhile. There are just as many as keep appenders going while the writer
 * waits for the disk. Gives records their positions and remembers the newest keys.
 */
final class OpenGroup {
  /** How many groups there are, with the one that the writer has. */
  static final int GROUPS = 3;

  /** What a crash may cost of what was answered before it was durable, together and by age. */
  static final int MAX_RISKED_BYTES = 4 << 20;

  static final long MAX_RISKED_NANOS = 100_000_000;

  private final JournalLock lock;
  private final Durability durability;
  private final Room room;
  private final RecentKeys recent;
  private final int groupBytes;
  private final LongSupplier clock;
  private final Deque<GroupBuffer> free = new ArrayDeque<>();
  private final Deque<GroupBuffer> full = new ArrayDeque<>();
  private @Nullable GroupBuffer taken;
  private GroupBuffer open;
  private int made = 1;

  /** The first of the full groups, else the open one: what the writer takes next. */
  private volatile GroupBuffer next;

  private long nextPosition;
  private long lastReceiveMillis;
  private long unwrittenBytes;
  private long waitingBytes;

  /** Notes and payloads of the group being written, and since when it filled. */
  private long writingData;

  private long writingSince;

  /** Whether a group is full or an appender found no room. */
  private volatile boolean crowded;

  /**
   * @param lastReceiveMillis when the last record was received, which later ones can't be before
   * @param clock monotonic, nanoseconds
   */
  OpenGroup(
      JournalLock lock,
      Durability durability,
      Room room,
      int groupBytes,
      RecentKeys recent,
      long lastReceiveMillis,
      LongSupplier clock) {
    this.lock = lock;
    this.durability = durability;
    this.room = room;
    this.recent = recent;
    this.nextPosition = durability.position() + 1;
    this.lastReceiveMillis = lastReceiveMillis;
    this.groupBytes = groupBytes;
    this.clock = clock;
    this.open = new GroupBuffer(groupBytes);
    open.clear(nextPosition);
    this.next = open;
  }

  /** Adds a record, waiting while all groups are full; its position. */
  long append(Entry entry, long key) throws JournalFullException, JournalFailedException {
    int bytes = entry.payloadLength() + entry.notesLength;
    boolean entered = lock.enter();
    try {
      durability.checkAlive();
      while (!makesRoomFor(bytes) || !isAdmitted(entry)) {
        crowded = true;
        lock.work.ring();
        lock.room.awaitUninterruptibly();
        durability.checkAlive();
      }
      return add(entry, key);
    } finally {
      lock.leave(entered);
    }
  }

  /** Whether the open group has room, which is another one than before if need be. */
  private boolean makesRoomFor(int bytes) {
    if (open.hasRoomFor(bytes)) {
      return true;
    }
    if (!hasAnother()) {
      return false;
    }
    full.add(open);
    waitingBytes += open.frameBytes();
    open = another();
    crowded = true;
    lock.work.ring();
    return true;
  }

  private boolean hasAnother() {
    return made < GROUPS || !free.isEmpty();
  }

  /** An empty group; made only when all others are in use. */
  private GroupBuffer another() {
    GroupBuffer empty = free.poll();
    if (empty == null) {
      empty = new GroupBuffer(groupBytes);
      made++;
    }
    empty.clear(nextPosition);
    return empty;
  }

  /** Whether the entry could be appended without waiting. */
  boolean hasRoomFor(Entry entry) throws JournalFullException {
    lock.lock();
    try {
      return makesRoomFor(entry.payloadLength() + entry.notesLength) && isAdmitted(entry);
    } finally {
      lock.unlock();
    }
  }

  private boolean isAdmitted(Entry entry) throws JournalFullException {
    if (!room.isTight()) {
      return true;
    }
    long before = unwrittenBytes + waitingBytes;
    return room.admits(
        entry.kind, before + open.frameBytesWith(entry), before == 0 && open.isEmpty());
  }

  private long add(Entry entry, long key) {
    lastReceiveMillis = Math.max(lastReceiveMillis, entry.receiveMillis);
    if (open.isEmpty()) {
      open.begunNanos = clock.getAsLong();
    }
    open.add(entry, lastReceiveMillis, key);
    long position = nextPosition++;
    if (key != 0) {
      recent.put(RecordKey.mask(key), position);
    }
    tell(open);
    return position;
  }

  /** Wakes the writer when it has something to do; not for each record. */
  private void tell(GroupBuffer group) {
    boolean full = !group.hasRoomFor(0);
    if (full) {
      crowded = true;
    }
    if (full || group.count == 1 || group.count % WriterLoop.WORTH_PREPARING == 0) {
      lock.work.ring();
    }
  }

  /** Whether an append of {@code bytes} would go through without waiting. */
  boolean hasRoomFor(int bytes) {
    lock.lock();
    try {
      return !room.isTight() && (open.hasRoomFor(bytes) || hasAnother());
    } finally {
      lock.unlock();
    }
  }

  /** The group that {@link #take} will give next, which may still fill. */
  GroupBuffer next() {
    return next;
  }

  /** Whether nothing waits to be written. */
  boolean isEmpty() {
    return next.count() == 0;
  }

  /** Whether the writer should take the next group now. */
  boolean isDue() {
    return durability.isClosing() || durability.isAwaited(next.firstPosition) || crowded;
  }

  /** Hands the next group to the writer, until it is released; needs the lock. */
  GroupBuffer take() {
    GroupBuffer first = full.poll();
    if (first == null) {
      first = open;
      open = another();
    } else {
      waitingBytes -= first.frameBytes();
    }
    writingData = first.dataLength;
    writingSince = first.begunNanos;
    taken = first;
    next = full.isEmpty() ? open : full.element();
    crowded = !full.isEmpty() || !open.hasRoomFor(0);
    unwrittenBytes = first.isEmpty() ? 0 : first.frameBytes();
    lock.room.signalAll();
    return first;
  }

  /** The group taken last is free again, for its records are kept elsewhere; needs the lock. */
  void release() {
    if (taken != null) {
      free.add(taken);
      taken = null;
      lock.room.signalAll();
    }
  }

  /** The group taken last is durable; needs the lock. */
  void written() {
    unwrittenBytes = 0;
    writingData = 0;
  }

  /**
   * Returns when a crash would cost little: what is not durable has few bytes and is young. So who
   * appended something, and returned from here, may lose it with no more than that.
   */
  void awaitLittleAtRisk() throws JournalFailedException {
    lock.lock();
    try {
      durability.checkNotFailed();
      while (riskedBytes() > MAX_RISKED_BYTES || riskedNanos() > MAX_RISKED_NANOS) {
        lock.progress.awaitUninterruptibly();
        durability.checkNotFailed();
      }
    } finally {
      lock.unlock();
    }
  }

  private long riskedBytes() {
    long bytes = writingData + open.dataLength;
    for (GroupBuffer group : full) {
      bytes += group.dataLength;
    }
    return bytes;
  }

  /** For how long the oldest record that is not durable has waited. */
  private long riskedNanos() {
    if (unwrittenBytes > 0) {
      return clock.getAsLong() - writingSince;
    }
    return next.isEmpty() ? 0 : clock.getAsLong() - next.begunNanos;
  }

  long nextPosition() {
    lock.lock();
    try {
      return nextPosition;
    } finally {
      lock.unlock();
    }
  }

  long touchRecent(long[] keys, int count) {
    boolean entered = lock.enter();
    try {
      return recent.touch(keys, count);
    } finally {
      lock.leave(entered);
    }
  }

  long findRecent(long key, long before) {
    boolean entered = lock.enter();
    try {
      return recent.find(RecordKey.mask(key), before);
    } finally {
      lock.leave(entered);
    }
  }

  /** The position from which on every key is known. */
  long recentFrom() {
    return recent.from();
  }
}
