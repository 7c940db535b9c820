package qts.journal;

import java.io.IOException;
import java.util.function.LongSupplier;

/**
 * What the writer thread does: takes the open group, writes and syncs it, and tells those who wait.
 * While a group is synced the next one fills; while it fills it is already encoded.
 */
final class WriterLoop implements Runnable {
  private static final long IDLE_NANOS = 10_000_000;
  private static final long TIGHT_NANOS = 1_000_000;
  private static final long NANOS_PER_MILLI = 1_000_000;

  /** So many records more are encoded while the group fills. */
  static final int WORTH_PREPARING = 128;

  private final JournalLock lock;
  private final OpenGroup open;
  private final Room room;
  private final Durability durability;
  private final SegmentWriter writer;
  private final JournalListener listener;
  private final LongSupplier clock;
  private final Patience patience;
  private final long delayNanos;
  private final String folder;
  private long remaining;
  private boolean crowded;

  /**
   * Whether somebody waited for the group before: then the next one comes soon, or not for long.
   */
  private boolean awaited;

  WriterLoop(
      JournalLock lock,
      OpenGroup open,
      Room room,
      Durability durability,
      SegmentWriter writer,
      JournalListener listener,
      LongSupplier clock,
      Patience patience,
      long delayMillis,
      String folder) {
    this.lock = lock;
    this.open = open;
    this.room = room;
    this.durability = durability;
    this.writer = writer;
    this.listener = listener;
    this.clock = clock;
    this.patience = patience;
    this.delayNanos = delayMillis * NANOS_PER_MILLI;
    this.folder = folder;
    this.remaining = writer.remaining();
    this.crowded = writer.isCrowded();
  }

  @Override
  public void run() {
    try {
      for (GroupBuffer group = next(); !group.isEmpty(); group = next()) {
        writer.prepareAll(group, open.next());
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
      look();
      if (open.isEmpty()) {
        writer.settle();
      } else {
        commit(take());
      }
    } catch (IOException e) {
      fail(e);
    }
  }

  /** Waits until the open group should be written and takes it; an empty one at the end. */
  private GroupBuffer next() throws IOException {
    awaitRecords();
    gather();
    return take();
  }

  private GroupBuffer take() {
    lock.lock();
    try {
      awaited = durability.isAwaited(open.next().firstPosition);
      return open.take();
    } finally {
      lock.unlock();
    }
  }

  /** Returns when there are records or there will be none; uses quiet moments. */
  private void awaitRecords() throws IOException {
    lock.work.clear();
    while (open.isEmpty() && !durability.isClosing()) {
      boolean rung = await(look() ? TIGHT_NANOS : IDLE_NANOS);
      if (!rung && open.isEmpty()) {
        writer.settle();
      }
      lock.work.clear();
    }
  }

  /** Looks for room; whether it is tight. */
  private boolean look() {
    lock.lock();
    try {
      room.update(remaining, crowded);
      return room.isTight();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Lets records that nobody waits for gather, up to the delay, and prepares those that are there.
   */
  private void gather() {
    GroupBuffer filling = open.next();
    long end = clock.getAsLong() + delayNanos;
    long left = delayNanos;
    while (left > 0 && !open.isDue()) {
      if (filling.count() - writer.prepared(filling) >= WORTH_PREPARING) {
        writer.prepare(filling);
      } else {
        await(left);
      }
      lock.work.clear();
      left = end - clock.getAsLong();
    }
  }

  private boolean await(long nanos) {
    return (awaited && patience.lastsUntil(lock.work::hasRung)) || lock.work.await(nanos);
  }

  /** While the writer waits for the disk, appenders may fill the group that it had. */
  private void release() {
    lock.lock();
    try {
      open.release();
    } finally {
      lock.unlock();
    }
  }

  private void commit(GroupBuffer group) throws IOException {
    SegmentWriter.Written written = writer.write(group, this::release);
    lock.lock();
    try {
      remaining = writer.remaining();
      crowded = writer.isCrowded();
      open.written();
      room.update(remaining, crowded);
      durability.advance(written.header().lastPosition());
    } finally {
      lock.unlock();
    }
    listener.onCommit(
        written.header().records(),
        written.dataBytes(),
        written.header().frameLength(),
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
