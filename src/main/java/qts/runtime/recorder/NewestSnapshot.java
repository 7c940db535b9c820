package qts.runtime.recorder;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import qts.journal.Damage;
import qts.journal.Group;
import qts.journal.Journal;
import qts.journal.JournalReader;
import qts.journal.KeyFilter;
import qts.journal.ReadRange;
import qts.journal.RecordKind;
import qts.journal.RecordVisitor;
import qts.observer.Field;
import qts.observer.ScannedSnapshot;
import qts.observer.SnapshotScanner;

/** Fetches the newest snapshot, of all or of one symbol, once it is durable. */
final class NewestSnapshot implements RecordVisitor {
  private final Journal journal;
  private final Sequencer sequencer;
  private final Optional<String> symbol;
  private final long symbolHash;
  private final SnapshotScanner scanner = new SnapshotScanner();
  private final ScannedSnapshot snapshot = new ScannedSnapshot();
  private long position = NewestTable.NONE;
  private byte @Nullable [] found;

  NewestSnapshot(Journal journal, Sequencer sequencer, Optional<String> symbol) {
    this.journal = journal;
    this.sequencer = sequencer;
    this.symbol = symbol;
    this.symbolHash = symbol.map(KeyFilter::hash).orElse(0L);
  }

  Optional<byte[]> fetch() throws IOException {
    long known = known();
    if (known == NewestTable.NONE) {
      return Optional.empty();
    }
    try (JournalReader reader = journal.reader()) {
      if (known >= 0) {
        journal.awaitDurable(known);
        reader.at(known, this);
      }
      if (found == null) {
        search(reader);
      }
    }
    return Optional.ofNullable(found);
  }

  private long known() {
    sequencer.lock();
    try {
      return sequencer.newest().find(symbolHash);
    } finally {
      sequencer.unlock();
    }
  }

  /** Looks through the journal, and remembers the result so that this happens once. */
  private void search(JournalReader reader) throws IOException {
    ReadRange range = ReadRange.everything().kinds(RecordKind.SNAPSHOT.bit()).keys(symbolHash, 0);
    reader.backward(range, this);
    sequencer.lock();
    try {
      sequencer.newest().noteFound(symbolHash, position);
    } finally {
      sequencer.unlock();
    }
  }

  @Override
  public boolean onRecord(Group group, int i) {
    if (isAsked(group, i)) {
      found = group.payload(i);
      position = group.position(i);
    }
    return found == null;
  }

  private boolean isAsked(Group group, int i) {
    return symbol.isEmpty()
        || (StoredKeys.scan(scanner, group, i, snapshot)
            && snapshot.decoded(Field.SYMBOL).equals(symbol.get()));
  }

  /** The newest that can be read is the answer. */
  @Override
  public void onDamage(Damage damage) {}
}
