package qts.runtime.recorder;

import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import qts.journal.Damage;
import qts.journal.Group;
import qts.journal.Journal;
import qts.journal.JournalReader;
import qts.journal.RecordVisitor;
import qts.observer.ScannedSnapshot;
import qts.observer.SnapshotScanner;

/**
 * Finds the snapshot that was recorded before under the {@code run_id} of an input, among the
 * records whose keys the journal remembers. Needs the sequencer's lock.
 */
final class KnownSnapshots implements Closeable {
  private final Journal journal;
  private final JournalReader reader;
  private final StoredKeys stored = new StoredKeys(new SnapshotScanner());

  KnownSnapshots(Journal journal) {
    this.journal = journal;
    this.reader = journal.reader();
  }

  /**
   * A snapshot with the same {@code run_id}.
   *
   * @param isSame whether it is the same to the byte
   */
  record Found(long position, boolean isSame) {}

  /**
   * The newest one; null when there is none, or another id only has the same key. Durable: whoever
   * is answered that an input is a duplicate may rely on it.
   */
  @Nullable Found find(ScannedSnapshot input, long key) throws IOException {
    for (long at = journal.findRecent(key); at >= 0; at = journal.findRecent(key, at)) {
      journal.awaitDurable(at);
      Comparison comparison = new Comparison(input, stored);
      reader.at(at, comparison);
      if (comparison.isSameId) {
        return new Found(at, comparison.isSame);
      }
    }
    return null;
  }

  /** Compares an input with the record at the position its key leads to. */
  private static final class Comparison implements RecordVisitor {
    private final ScannedSnapshot input;
    private final StoredKeys stored;
    private boolean isSameId;
    private boolean isSame;

    Comparison(ScannedSnapshot input, StoredKeys stored) {
      this.input = input;
      this.stored = stored;
    }

    @Override
    public boolean onRecord(Group group, int i) {
      byte[] data = group.data();
      int from = group.payloadFrom(i);
      int to = group.payloadTo(i);
      isSame =
          StoredKeys.isSnapshot(group.kind(i))
              && Arrays.equals(data, from, to, input.bytes(), input.from(), input.to());
      isSameId = isSame || stored.isRunIdOf(group, i, input);
      return false;
    }

    @Override
    public void onDamage(Damage damage) {
      isSameId = false;
    }
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
