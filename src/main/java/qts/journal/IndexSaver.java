package qts.journal;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Saves the indexes of segments that were just sealed. Sorting the keys of two million records
 * takes longer than anything else around a segment's end, so it has a thread of its own, and the
 * writer goes on meanwhile. Until an index is saved it is in memory; should it get lost there, it
 * is made again from the segment.
 */
final class IndexSaver implements Runnable, Closeable {
  private static final long IDLE_NANOS = 1_000_000_000;

  private final Storage storage;
  private final Catalog catalog;
  private final JournalListener listener;
  private final Bell offers = new Bell();
  private final ReentrantLock saving = new ReentrantLock();
  private volatile @Nullable Unsaved next;
  private volatile boolean closed;

  IndexSaver(Storage storage, Catalog catalog, JournalListener listener) {
    this.storage = storage;
    this.catalog = catalog;
    this.listener = listener;
  }

  private record Unsaved(Segment segment, SegmentIndex index) {}

  /**
   * Takes the index that a segment was just sealed with, to be saved soon. If the one before is
   * still not saved that is waited for, so that memory never holds the keys of more than two
   * segments.
   */
  void offer(Segment segment, SegmentIndex index) {
    saveNow();
    next = new Unsaved(segment, index);
    offers.ring();
  }

  /** Returns once nothing is left to be saved. */
  void saveNow() {
    saving.lock();
    try {
      Unsaved unsaved = next;
      next = null;
      if (unsaved != null) {
        catalog.keep(unsaved.segment, saved(unsaved.segment, unsaved.index));
      }
    } finally {
      saving.unlock();
    }
  }

  /** Without room for the file, what it would hold stays in memory. */
  private SegmentIndex saved(Segment segment, SegmentIndex index) {
    try {
      index.save(storage, catalog.journalId(), segment.header().number());
      return index.withoutKeys();
    } catch (IOException e) {
      listener.onWarning("the index of " + segment.name() + " could not be saved: " + e);
      return index;
    }
  }

  @Override
  public void run() {
    while (!closed) {
      offers.clear();
      saveNow();
      if (!closed) {
        offers.await(IDLE_NANOS);
      }
    }
  }

  /** Ends the thread; what is not saved by then is not. */
  @Override
  public void close() {
    closed = true;
    offers.ring();
  }
}
