package qts.journal;

import java.io.IOException;
import java.util.UUID;
import java.util.function.Supplier;

/** Opens a journal's folder for writing: recovers it and learns the newest keys. */
final class Opening {
  private final Storage storage;
  private final Recovery.State state;
  private final RecentKeys recent;
  private final long started;
  private long lastReceiveMillis = Long.MIN_VALUE;

  private Opening(Storage storage, Recovery.State state, RecentKeys recent, long started) {
    this.storage = storage;
    this.state = state;
    this.recent = recent;
    this.started = started;
  }

  /** Recovers the journal; the folder's lock must be held. */
  static Opening of(Storage storage, JournalSettings settings, Supplier<UUID> ids, KeyReader keys)
      throws IOException {
    long started = storage.millis();
    Recovery.State state = Recovery.run(storage, ids, keys, true);
    RecentKeys recent = sealedKeys(state, settings.recentKeys());
    Opening opening = new Opening(storage, state, recent, started);
    opening.lastReceiveMillis = lastReceiveMillis(state.catalog());
    return opening;
  }

  /** When the last record was received; before all times when there is none. */
  private static long lastReceiveMillis(Catalog catalog) throws IOException {
    for (Segment segment : catalog.segments().reversed()) {
      for (Frame frame : catalog.framesOf(segment).reversed()) {
        if (frame.header().type() == FrameHeader.Type.GROUP) {
          return frame.header().lastReceiveMillis();
        }
      }
    }
    return Long.MIN_VALUE;
  }

  /**
   * The keys of those of the newest {@code wanted} records that are in sealed segments. An index
   * has them in their own order, the memory of recent keys takes them in that of the records.
   */
  private static RecentKeys sealedKeys(Recovery.State state, int wanted) throws IOException {
    long oldest = Math.max(0, state.nextPosition() - wanted);
    RecentKeys recent = new RecentKeys(wanted, oldest);
    for (Segment segment : state.catalog().segments()) {
      if (segment.isSealed() && segment.nextPosition() > oldest) {
        long from = Math.max(oldest, segment.firstPosition());
        int place = (int) (from - segment.firstPosition());
        for (long key : state.catalog().keysFrom(segment, place)) {
          if (key != 0) {
            recent.put(key, from);
          }
          from++;
        }
      }
    }
    return recent;
  }

  Recovery.State state() {
    return state;
  }

  /** The newest keys; complete once {@link #writer} was made. */
  RecentKeys recent() {
    return recent;
  }

  /** When the last record was received. */
  long lastReceiveMillis() {
    return lastReceiveMillis;
  }

  /** What goes on with the journal; when that fails half-way, its files are closed again. */
  SegmentWriter writer(
      JournalSettings settings,
      Preallocator spares,
      IndexSaver indexes,
      RecordHasher hasher,
      JournalListener listener)
      throws IOException {
    SegmentWriter writer =
        new SegmentWriter(storage, settings, state, spares, indexes, hasher, listener);
    boolean ready = false;
    try {
      readTail(writer);
      ready = true;
      return writer;
    } finally {
      if (!ready) {
        writer.close();
      }
    }
  }

  /** Has {@code writer} continue the last segment, and learns its keys for the index. */
  private void readTail(SegmentWriter writer) throws IOException {
    Recovery.Tail tail = state.tail();
    if (tail == null) {
      return;
    }
    writer.resume(tail);
    if (!noteSavedKeys(tail, writer)) {
      new TailKeys(storage, tail, group -> noteKeys(group, writer)).read();
    }
  }

  /** Takes the keys that the last writer saved at this very end; false when it did not. */
  private boolean noteSavedKeys(Recovery.Tail tail, SegmentWriter writer) {
    long first = tail.segment().firstPosition();
    long[] keys = SavedKeys.load(storage, state.end(), (int) (state.nextPosition() - first));
    for (int i = 0; keys != null && i < keys.length; i++) {
      noteKey(first + i, keys[i], writer);
    }
    return keys != null;
  }

  private void noteKeys(Group group, SegmentWriter writer) {
    for (int i = 0; i < group.count(); i++) {
      noteKey(group.position(i), state.catalog().keyOf(group, i), writer);
    }
  }

  private void noteKey(long position, long key, SegmentWriter writer) {
    writer.noteKey(position, key);
    if (key != 0 && position >= recent.from()) {
      recent.put(key, position);
    }
  }

  /** What was found. */
  RecoveryReport report() {
    Watermark mark = state.mark();
    return new RecoveryReport(
        state.clean(),
        state.catalog().segments().size(),
        state.nextPosition(),
        mark == null ? -1 : mark.position(),
        state.cutBytes(),
        state.damages(),
        storage.millis() - started);
  }
}
