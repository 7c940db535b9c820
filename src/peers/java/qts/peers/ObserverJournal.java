package qts.peers;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.UUID;
import qts.journal.Damage;
import qts.journal.DiskStorage;
import qts.journal.Entry;
import qts.journal.Group;
import qts.journal.Journal;
import qts.journal.JournalFailedException;
import qts.journal.JournalListener;
import qts.journal.JournalReader;
import qts.journal.JournalSettings;
import qts.journal.KeyFilter;
import qts.journal.ReadRange;
import qts.journal.RecordKey;
import qts.journal.RecordKind;
import qts.journal.RecordVisitor;
import qts.observer.Field;
import qts.observer.ScannedSnapshot;
import qts.observer.SnapshotScanner;
import qts.runtime.recorder.StoredKeys;

/**
 * The observer's journal with its standard settings: compressed, checksummed, chained, indexed. It
 * is used as the recorder uses it. The snapshots of a batch keep their layout when they are
 * renewed, so they are scanned once: checking them is the recorder's work, not the journal's.
 */
final class ObserverJournal implements Peer {
  private static final int RUN = 64;

  private final Journal journal;
  private ScannedSnapshot[] scanned = {};
  private final long[] keys = new long[RUN];
  private final Entry entry = new Entry();
  private final long symbol = KeyFilter.hash("005930");
  private final long session = KeyFilter.hash("bench");
  private long sequence;
  private long last = -1;

  ObserverJournal(Path folder) throws IOException {
    this.journal =
        Journal.open(
            new DiskStorage(folder, InstantSource.system(), System::nanoTime),
            JournalSettings.standard().withProcessors(Runtime.getRuntime().availableProcessors()),
            UUID::randomUUID,
            new StoredKeys(new SnapshotScanner()),
            new Quiet());
  }

  @Override
  public String title() {
    return "QTS Observer, the journal";
  }

  @Override
  public String durability() {
    return "fdatasync of each group, before it is acknowledged";
  }

  @Override
  public void append(Batch batch) throws IOException {
    for (int from = 0; from < batch.count(); from += RUN) {
      append(batch, from, Math.min(RUN, batch.count() - from));
    }
  }

  @Override
  public void append(Batch batch, int i) throws IOException {
    append(batch, i, 1);
  }

  private void append(Batch batch, int from, int count) throws IOException {
    if (scanned.length != batch.count()) {
      scanned = scan(batch);
    }
    long nanos = System.nanoTime();
    journal.beginRun();
    try {
      for (int i = 0; i < count; i++) {
        keys[i] = key(scanned[from + i]);
      }
      journal.touchRecent(keys, count);
      for (int i = 0; i < count; i++) {
        append(scanned[from + i], keys[i], batch.millis(), nanos);
      }
    } finally {
      journal.endRun();
    }
  }

  /** Twice, since the scanner knows the shape only then. */
  private static ScannedSnapshot[] scan(Batch batch) {
    SnapshotScanner scanner = new SnapshotScanner();
    ScannedSnapshot[] scanned = new ScannedSnapshot[batch.count()];
    for (int i = 0; i < 2 * batch.count(); i++) {
      int record = i % batch.count();
      int at = batch.from(record);
      scanned[record] = new ScannedSnapshot();
      if (!scanner.scan(batch.bytes(), at, at + batch.length(), scanned[record])) {
        throw new IllegalStateException("the canonical snapshot breaks a rule");
      }
    }
    return scanned;
  }

  private static long key(ScannedSnapshot snapshot) {
    return RecordKey.of(snapshot.bytes(), snapshot.start(Field.RUN_ID), snapshot.end(Field.RUN_ID));
  }

  private void append(ScannedSnapshot snapshot, long key, long millis, long nanos)
      throws IOException {
    entry
        .of(RecordKind.SNAPSHOT, "market@bench", sequence++, millis, millis, nanos)
        .payload(snapshot)
        .keys(symbol, session);
    last = journal.append(entry, key);
  }

  @Override
  public void sync() throws IOException {
    journal.awaitDurable(last);
  }

  @Override
  public boolean commitsByItself() {
    return true;
  }

  @Override
  public long read(long most) throws IOException {
    Seen seen = new Seen(most);
    try (JournalReader reader = journal.reader()) {
      reader.forward(ReadRange.everything(), seen);
    }
    return seen.records;
  }

  @Override
  public void close() throws IOException {
    journal.close();
  }

  /** Copies what it sees, as every reader does. */
  private static final class Seen implements RecordVisitor {
    private final byte[] record = new byte[1 << 12];
    private final long most;
    private long records;

    Seen(long most) {
      this.most = most;
    }

    @Override
    public boolean onRecord(Group group, int i) {
      int from = group.payloadFrom(i);
      System.arraycopy(group.data(), from, record, 0, group.payloadTo(i) - from);
      return ++records < most;
    }

    @Override
    public void onDamage(Damage damage) {
      throw new IllegalStateException("the journal is damaged: " + damage);
    }
  }

  /**
   * A journal that fails, or is full, says so at the next append, and that ends the measurement.
   */
  private static final class Quiet implements JournalListener {
    @Override
    public void onCommit(
        int records, long rawBytes, long frameBytes, long encodeNanos, long syncNanos) {}

    @Override
    public void onSegment(String name) {}

    @Override
    public void onFull(boolean full, String obstacle) {}

    @Override
    public void onLow(boolean low, long mayGrowBytes, String limit) {}

    @Override
    public void onFailure(JournalFailedException failure) {}

    @Override
    public void onWarning(String what) {}
  }
}
