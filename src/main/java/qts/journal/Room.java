package qts.journal;

/**
 * Whether the files have room for more records: while the last segment is nearly full and the next
 * one is not ready appenders wait, and when it can't be made they are refused. All but {@link
 * #isFull} needs the journal's lock.
 */
final class Room {
  private final JournalLock lock;
  private final JournalSettings settings;
  private final String folder;
  private final Preallocator spares;
  private final JournalListener listener;
  private boolean tight = true;
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
  }

  boolean isFull() {
    return full;
  }

  /** Whether appenders must wait for the next segment. */
  boolean isTight() {
    return tight;
  }

  /** Throws when a record is refused because the disk is full. */
  void check() throws JournalFullException {
    if (full) {
      throw new JournalFullException(folder, settings.segmentBytes());
    }
  }

  /** Looks again; {@code remaining} bytes are free in the last segment. */
  void update(long remaining) {
    Preallocator.State next = spares.state();
    tight = next != Preallocator.State.READY && remaining < neededBytes();
    boolean now = tight && next == Preallocator.State.OBSTRUCTED;
    if (now != full) {
      full = now;
      listener.onFull(now);
    }
    lock.room.signalAll();
  }

  private long neededBytes() {
    return settings.reserveBytes() + 2L * settings.groupBytes() + settings.maxPayloadBytes();
  }
}
