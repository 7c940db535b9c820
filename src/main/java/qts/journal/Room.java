package qts.journal;

/**
 * Whether the files have room for more records. Snapshots wait while the last segment is nearly
 * full and the next one is not ready, and are refused when that can't be made; decisions and the
 * recorder's own records go on to the last byte of the segment and into the reserve. All but {@link
 * #isFull}, {@link #check} and {@link #state} needs the journal's lock.
 */
final class Room {
  private final JournalLock lock;
  private final JournalSettings settings;
  private final String folder;
  private final Preallocator spares;
  private final JournalListener listener;
  private Preallocator.Standing standing;
  private long remaining;
  private boolean tight = true;
  private boolean low;
  private volatile boolean full;

  Room(
      JournalLock lock,
      JournalSettings settings,
      String folder,
      Preallocator spares,
      JournalListener listener) {
    this.lock = lock;
    this.settings = settings;
    this.folder = folder;
    this.spares = spares;
    this.listener = listener;
    this.standing = spares.standing();
  }

  /** Whether snapshots are refused. */
  boolean isFull() {
    return full;
  }

  /** Whether every record must be looked at: the next segment is not ready. */
  boolean isTight() {
    return tight;
  }

  /** Throws when snapshots are refused. */
  void check() throws JournalFullException {
    if (full) {
      throw full();
    }
  }

  /**
   * Whether a record of {@code kind} may be added while it is tight.
   *
   * @param bytes the most that it and everything before it that is not written yet will take
   * @param alone whether nothing else waits to be written, so that waiting won't help
   * @return false when it must wait
   */
  boolean admits(RecordKind kind, long bytes, boolean alone) throws JournalFullException {
    if (!kind.mayUseReserve()) {
      check();
      return false;
    }
    boolean obstructed = standing.next() == Preallocator.State.OBSTRUCTED;
    if (bytes <= remaining || (obstructed && bytes <= inReserve())) {
      return true;
    }
    if (obstructed && alone) {
      throw full();
    }
    return false;
  }

  /**
   * Looks again; {@code bytes} are free in the last segment.
   *
   * @param crowded whether it has so many records or groups that snapshots must wait all the same
   */
  void update(long bytes, boolean crowded) {
    remaining = bytes;
    standing = spares.standing();
    boolean little = crowded || remaining < settings.marginBytes();
    tight = standing.next() != Preallocator.State.READY && little;
    setFull(tight && standing.next() == Preallocator.State.OBSTRUCTED);
    setLow(standing.growth().allowedBytes() < settings.disk().warnBytes());
    lock.room.signalAll();
  }

  private void setFull(boolean now) {
    if (now != full) {
      full = now;
      listener.onFull(now, standing.obstacle());
    }
  }

  private void setLow(boolean now) {
    if (now != low) {
      low = now;
      listener.onLow(now, standing.growth().allowedBytes(), standing.growth().limit());
    }
  }

  /** What a group may take of the reserve. */
  private long inReserve() {
    return standing.reserve() ? SegmentWriter.roomIn(settings.disk().reserveBytes()) : 0;
  }

  private JournalFullException full() {
    return new JournalFullException(folder, standing.obstacle());
  }

  JournalRoom state() {
    lock.lock();
    try {
      Growth growth = standing.growth();
      DiskLimits limits = settings.disk();
      JournalRoom.State state =
          full ? JournalRoom.State.FULL : low ? JournalRoom.State.LOW : JournalRoom.State.AMPLE;
      long left = inReserve() + (full ? Math.max(0, remaining) : 0);
      return new JournalRoom(
          state,
          Math.max(0, growth.allowedBytes()),
          growth.usedBytes(),
          limits.quotaBytes(),
          limits.reserveBytes(),
          left);
    } finally {
      lock.unlock();
    }
  }
}
