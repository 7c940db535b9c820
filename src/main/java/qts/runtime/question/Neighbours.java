package qts.runtime.question;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import qts.journal.Damage;
import qts.journal.Group;
import qts.journal.JournalReader;
import qts.journal.KeyFilter;
import qts.journal.ReadRange;
import qts.journal.RecordVisitor;
import qts.observer.Field;
import qts.runtime.query.StoredRecord;

/** The snapshots of one symbol around a moment. */
final class Neighbours {
  private final JournalReader reader;
  private final String symbol;

  Neighbours(JournalReader reader, String symbol) {
    this.reader = reader;
    this.symbol = symbol;
  }

  /** The first snapshot ever recorded. */
  Optional<SnapshotIndex.Found> first() throws IOException {
    return forward(Long.MIN_VALUE);
  }

  /** The newest recorded. */
  Optional<SnapshotIndex.Found> newest() throws IOException {
    return before(Long.MAX_VALUE);
  }

  /** The newest recorded whose event time is not after {@code millis}. */
  Optional<SnapshotIndex.Found> before(long millis) throws IOException {
    Search search = new Search(Long.MIN_VALUE, millis);
    reader.backward(search.range(), search);
    return Optional.ofNullable(search.found);
  }

  /** The first recorded whose event time is after {@code millis}. */
  Optional<SnapshotIndex.Found> after(long millis) throws IOException {
    return forward(millis + 1);
  }

  private Optional<SnapshotIndex.Found> forward(long fromMillis) throws IOException {
    Search search = new Search(fromMillis, Long.MAX_VALUE);
    reader.forward(search.range(), search);
    return Optional.ofNullable(search.found);
  }

  /** Finds the first snapshot that is shown and lies within some time. */
  private final class Search implements RecordVisitor {
    private final StoredRecord record = new StoredRecord();
    private final long fromMillis;
    private final long toMillis;
    private SnapshotIndex.@Nullable Found found;

    Search(long fromMillis, long toMillis) {
      this.fromMillis = fromMillis;
      this.toMillis = toMillis;
    }

    ReadRange range() {
      return ReadRange.everything()
          .events(fromMillis, toMillis)
          .kinds(SnapshotIndex.KINDS)
          .keys(KeyFilter.hash(symbol), 0);
    }

    @Override
    public boolean onRecord(Group group, int i) {
      long at = group.eventMillis(i);
      if (at < fromMillis || at > toMillis) {
        return true;
      }
      record.moveTo(group, i);
      if (record.has(Field.SYMBOL, symbol)) {
        found = SnapshotIndex.describe(record);
      }
      return found == null;
    }

    /** The neighbour that can be read is told; what is lost is told by the completeness. */
    @Override
    public void onDamage(Damage damage) {}
  }
}
