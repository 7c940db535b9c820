package qts.journal;

import java.io.IOException;

/**
 * What the writer thread does: takes the open group, writes and syncs it, and tells those who wait.
 * While a group is synced the next one fills.
 */
final class WriterLoop implements Runnable {
  private static final long IDLE_NANOS = 10_000_000;
  private static final long TIGHT_NANOS = 1_000_000;
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final JournalLock lock;
  private final OpenGroup open;
  private final Room room;
  private final Durability durability;
  private final SegmentWriter writer;
  private final JournalListener listener;
  private final long delayNanos;
  private final String folder;
  private long remaining;

  WriterLoop(
      JournalLock lock,
      OpenGroup open,
      Room room,
      Durability durability,
      SegmentWriter writer,
      JournalListener listener,
      long delayMillis,
      String folder) {
    this.lock = lock;
    this.open = open;
    this.room = room;
    this.durability = durability;
    this.writer = writer;
    this.listener = listener;
    this.delayNanos = delayMillis * NANOS_PER_MILLI;
    this.folder = folder;
    this.remaining = writer.remaining();
  }

  @Override
  public void run() {
    try {
      for (GroupBuffer group = next(); !group.isEmpty(); group = next()) {
        commit(group);
      }
      writer.finish();
    } catch (IOException | RuntimeException | Error e) {
      fail(e);
      if (e instanceof Error error) {
        throw error;
      }
    }
  }

  /** Writes the open group if it has records, else settles; for a journal without threads. */
  void step() {
    try {
      lock.lock();
      GroupBuffer group;
      try {
        room.update(remaining);
        if (open.isEmpty()) {
          settle();
          return;
        }
        group = open.take();
      } finally {
        lock.unlock();
      }
      commit(group);
    } catch (IOException e) {
      fail(e);
    }
  }

  /** Waits until the open group should be written and takes it; an empty one at the end. */
  private GroupBuffer next() throws IOException {
    lock.lock();
    try {
      while (open.isEmpty() && !durability.isClosing()) {
        long left = lock.work.awaitNanos(room.isTight() ? TIGHT_NANOS : IDLE_NANOS);
        room.update(remaining);
        if (left <= 0 && open.isEmpty()) {
          settle();
        }
      }
      gather();
      return open.take();
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
    long left = delayNanos;
    while (left > 0 && !open.isDue()) {
      left = lock.work.awaitNanos(left);
    }
  }

  private void commit(GroupBuffer group) throws IOException {
    SegmentWriter.Written written = writer.write(group);
    lock.lock();
    try {
      remaining = writer.remaining();
      open.written();
      durability.advance(group.firstPosition + group.count - 1);
      room.update(remaining);
    } finally {
      lock.unlock();
    }
    listener.onCommit(
        group.count,
        group.dataLength,
        written.frameBytes(),
        written.encodeNanos(),
        written.syncNanos());
  }

  private void fail(Throwable cause) {
    JournalFailedException failed =
        new JournalFailedException(
            "the journal in " + folder + " can't be written: " + cause, cause);
    durability.fail(failed);
    listener.onFailure(failed);
  }
}
