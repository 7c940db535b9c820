package qts.journal;

import java.io.IOException;
import java.util.List;
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
    Opening opening =
        new Opening(storage, state, recentKeys(state, settings.recentKeys()), started);
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

  private static RecentKeys recentKeys(Recovery.State state, int wanted) throws IOException {
    List<Segment> segments = state.catalog().segments();
    int from = segments.size();
    for (int known = 0; from > 0 && known < wanted; from--) {
      Segment segment = segments.get(from - 1);
      known += (int) (segment.nextPosition() - segment.firstPosition());
    }
    long first = from < segments.size() ? segments.get(from).firstPosition() : 0;
    boolean onlyTail = from == segments.size() - 1 && !segments.get(from).isSealed();
    long oldest = onlyTail ? Math.max(first, state.nextPosition() - wanted) : first;
    RecentKeys recent = new RecentKeys(wanted, oldest);
    for (Segment segment : segments.subList(from, segments.size())) {
      if (segment.isSealed()) {
        state.catalog().forEachKey(segment, recent);
      }
    }
    return recent;
  }

  Recovery.State state() {
    return state;
  }

  /** The newest keys; complete once {@link #readTail} is done. */
  RecentKeys recent() {
    return recent;
  }

  /** When the last record was received. */
  long lastReceiveMillis() {
    return lastReceiveMillis;
  }

  /** Reads the keys of the segment that is continued, for {@code writer} to index. */
  void readTail(SegmentWriter writer) throws IOException {
    Recovery.Tail tail = state.tail();
    if (tail != null) {
      new TailKeys(storage, tail, group -> noteKeys(group, writer)).read();
    }
  }

  private void noteKeys(Group group, SegmentWriter writer) {
    for (int i = 0; i < group.count(); i++) {
      long key = state.catalog().keyOf(group, i);
      writer.noteKey(group.position(i), key);
      if (key != 0 && group.position(i) >= recent.from()) {
        recent.put(key, group.position(i));
      }
    }
  }

  /** What was found. */
  RecoveryReport report() {
    Watermark mark = state.mark();
    return new RecoveryReport(
        mark == null
            ? state.nextPosition() == 0
            : mark.closed() && mark.position() == state.nextPosition() - 1,
        state.catalog().segments().size(),
        state.nextPosition(),
        mark == null ? -1 : mark.position(),
        state.cutBytes(),
        state.damages(),
        storage.millis() - started);
  }
}
