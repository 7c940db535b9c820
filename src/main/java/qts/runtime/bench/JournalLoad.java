package qts.runtime.bench;

import java.io.IOException;
import java.util.Arrays;
import qts.journal.Entry;
import qts.journal.Journal;
import qts.journal.KeyFilter;
import qts.journal.RecordKey;
import qts.journal.RecordKind;
import qts.observer.Field;
import qts.observer.ScannedSnapshot;
import qts.observer.SnapshotScanner;

/**
 * Appends canonical snapshots to a journal as the recorder does: in runs, each with its shape, its
 * key and the keys of its symbol and session. Every snapshot is a new one of the same layout, so
 * that scanning it again would find the same places: that is left out, for it is not the journal's
 * work. Used by one thread.
 */
final class JournalLoad {
  private static final int RUN = 64;
  private static final int BATCH = 16 * RUN;
  private static final double NANOS_PER_SECOND = 1e9;

  private final Journal journal;
  private final CanonicalSnapshots snapshots;
  private final ScannedSnapshot[] scanned = new ScannedSnapshot[BATCH];
  private final long[] keys = new long[RUN];
  private final Entry entry = new Entry();
  private final long symbol = KeyFilter.hash("005930");
  private final long session = KeyFilter.hash("bench");
  private long sequence;
  private long last = -1;

  JournalLoad(Journal journal, long seed) {
    this.journal = journal;
    this.snapshots = new CanonicalSnapshots(BATCH, "bench", seed);
    SnapshotScanner scanner = new SnapshotScanner();
    byte[] body = snapshots.refill(System.currentTimeMillis());
    int length = snapshots.snapshotBytes();
    Arrays.setAll(scanned, i -> new ScannedSnapshot());
    for (int round = 0; round < 2; round++) {
      for (int i = 0, at = 0; i < BATCH; i++, at += length + 1) {
        if (!scanner.scan(body, at, at + length, scanned[i])) {
          throw new IllegalStateException("the canonical snapshot breaks a rule");
        }
      }
    }
  }

  int snapshotBytes() {
    return snapshots.snapshotBytes();
  }

  /**
   * Appends for {@code nanos}, waits until all is durable, and tells how many records that were.
   */
  long appendFor(long nanos) throws IOException {
    long end = System.nanoTime() + nanos;
    long count = 0;
    while (System.nanoTime() < end) {
      count += appendBatch();
    }
    journal.awaitDurable(last);
    return count;
  }

  /** Appends at least {@code count} records, waits until they are durable, and tells how many. */
  long append(long count) throws IOException {
    long appended = 0;
    while (appended < count) {
      appended += appendBatch();
    }
    journal.awaitDurable(last);
    return appended;
  }

  private int appendBatch() throws IOException {
    long millis = System.currentTimeMillis();
    snapshots.refill(millis);
    for (int from = 0; from < BATCH; from += RUN) {
      journal.beginRun();
      try {
        appendRun(from, millis, System.nanoTime());
      } finally {
        journal.endRun();
      }
    }
    return BATCH;
  }

  private void appendRun(int from, long millis, long nanos) throws IOException {
    for (int i = 0; i < RUN; i++) {
      keys[i] = key(scanned[from + i]);
    }
    journal.touchRecent(keys, RUN);
    for (int i = from; i < from + RUN; i++) {
      entry.of(RecordKind.SNAPSHOT, "market@bench", sequence++, millis, millis, nanos);
      last = journal.append(entry.payload(scanned[i]).keys(symbol, session), keys[i - from]);
    }
  }

  private static long key(ScannedSnapshot snapshot) {
    return RecordKey.of(snapshot.bytes(), snapshot.start(Field.RUN_ID), snapshot.end(Field.RUN_ID));
  }

  /** Appends one decision of about 400 bytes and returns when it is durable. */
  void decide(long number) throws IOException {
    byte[] decision = CanonicalDecision.numbered(number);
    long millis = System.currentTimeMillis();
    entry
        .of(RecordKind.JUDGMENT, "strategy@bench", number, millis, millis, System.nanoTime())
        .payload(decision, 0, decision.length)
        .keys(symbol, session);
    journal.awaitDurable(journal.append(entry, RecordKey.of("decision-" + number)));
  }

  /** {@code records} in {@code nanos} as a rate. */
  static double perSecond(long records, long nanos) {
    return records * NANOS_PER_SECOND / nanos;
  }
}
