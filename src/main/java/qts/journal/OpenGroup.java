package qts.journal;

/**
 * The group that appenders fill, and the other one, which the writer has meanwhile: where both
 * meet. Gives records their positions and remembers the newest keys.
 */
final class OpenGroup {
  private final JournalLock lock;
  private final Durability durability;
  private final Room room;
  private final RecentKeys recent;
  private GroupBuffer open;
  private GroupBuffer spare;
  private long nextPosition;
  private long lastReceiveMillis;
  private long unwrittenBytes;

  /** Whether an appender found no room in the open group. */
  private boolean crowded;

  /**
   * @param lastReceiveMillis when the last record was received, which later ones can't be before
   */
  OpenGroup(
      JournalLock lock,
      Durability durability,
      Room room,
      int groupBytes,
      RecentKeys recent,
      long lastReceiveMillis) {
    this.lock = lock;
    this.durability = durability;
    this.room = room;
    this.recent = recent;
    this.nextPosition = durability.position() + 1;
    this.lastReceiveMillis = lastReceiveMillis;
    this.open = new GroupBuffer(groupBytes);
    this.spare = new GroupBuffer(groupBytes);
    open.clear(nextPosition);
  }

  /** Adds a record, waiting while both groups are full; its position. */
  long append(Entry entry, long key) throws JournalFullException, JournalFailedException {
    int bytes = entry.payloadLength() + entry.notesLength;
    lock.lock();
    try {
      durability.checkAlive();
      while (!open.hasRoomFor(bytes) || !isAdmitted(entry)) {
        crowded = true;
        lock.work.signal();
        lock.room.awaitUninterruptibly();
        durability.checkAlive();
      }
      return add(entry, key);
    } finally {
      lock.unlock();
    }
  }

  /** Whether the entry could be appended without waiting. */
  boolean hasRoomFor(Entry entry) throws JournalFullException {
    lock.lock();
    try {
      return open.hasRoomFor(entry.payloadLength() + entry.notesLength) && isAdmitted(entry);
    } finally {
      lock.unlock();
    }
  }

  private boolean isAdmitted(Entry entry) throws JournalFullException {
    if (!room.isTight()) {
      return true;
    }
    long bytes = unwrittenBytes + open.frameBytesWith(entry);
    return room.admits(entry.kind, bytes, unwrittenBytes == 0 && open.isEmpty());
  }

  private long add(Entry entry, long key) {
    lastReceiveMillis = Math.max(lastReceiveMillis, entry.receiveMillis);
    open.add(entry, lastReceiveMillis, key);
    long position = nextPosition++;
    if (key != 0) {
      recent.put(RecordKey.mask(key), position);
    }
    if (open.count == 1 || !open.hasRoomFor(0)) {
      lock.work.signal();
    }
    return position;
  }

  /** Whether an append of {@code bytes} would go through without waiting. */
  boolean hasRoomFor(int bytes) {
    lock.lock();
    try {
      return !room.isTight() && open.hasRoomFor(bytes);
    } finally {
      lock.unlock();
    }
  }

  /** Whether nothing waits to be written; needs the lock. */
  boolean isEmpty() {
    return open.isEmpty();
  }

  /** Whether the writer should take it now; needs the lock. */
  boolean isDue() {
    return durability.isClosing()
        || durability.isAwaited(open.firstPosition)
        || crowded
        || !open.hasRoomFor(0);
  }

  /** Hands the group to the writer, whose previous one is filled from now on; needs the lock. */
  GroupBuffer take() {
    GroupBuffer taken = open;
    open = spare;
    open.clear(nextPosition);
    crowded = false;
    spare = taken;
    unwrittenBytes = taken.isEmpty() ? 0 : taken.frameBytes();
    lock.room.signalAll();
    return taken;
  }

  /** The group taken last is in a file; needs the lock. */
  void written() {
    unwrittenBytes = 0;
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
    lock.lock();
    try {
      return recent.touch(keys, count);
    } finally {
      lock.unlock();
    }
  }

  long findRecent(long key, long before) {
    lock.lock();
    try {
      return recent.find(RecordKey.mask(key), before);
    } finally {
      lock.unlock();
    }
  }

  /** The position from which on every key is known. */
  long recentFrom() {
    lock.lock();
    try {
      return recent.from();
    } finally {
      lock.unlock();
    }
  }
}
