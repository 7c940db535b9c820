package qts.runtime.recorder;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import qts.journal.Damage;
import qts.journal.Group;
import qts.journal.Journal;
import qts.journal.JournalReader;
import qts.journal.RecordVisitor;

/**
 * Finds the record that was made before under the key of an input, among those whose keys the
 * journal remembers. Needs the sequencer's lock.
 */
final class KnownRecords implements Closeable {
  private final Journal journal;
  private final JournalReader reader;

  KnownRecords(Journal journal) {
    this.journal = journal;
    this.reader = journal.reader();
  }

  /** What a record with the key of an input is to it. */
  enum Likeness {
    /** The same input. */
    SAME,
    /** Another input under the same id. */
    SAME_ID,
    /** One of another id. */
    OTHER
  }

  /** Compares an input with record {@code i} of a group. */
  @FunctionalInterface
  interface Comparison {
    Likeness compare(Group group, int i);
  }

  /**
   * A record under the id of an input.
   *
   * @param isSame whether it holds the same input
   */
  record Found(long position, boolean isSame) {}

  /**
   * The newest one; null when there is none, or other ids only have the same key. What can't be
   * read can't be compared, and is passed over. Durable: whoever is answered that an input is a
   * duplicate may rely on it.
   */
  @Nullable Found find(long key, Comparison comparison) throws IOException {
    for (long at = journal.findRecent(key); at >= 0; at = journal.findRecent(key, at)) {
      journal.awaitDurable(at);
      Look look = new Look(comparison);
      reader.at(at, look);
      if (look.likeness != Likeness.OTHER) {
        return new Found(at, look.likeness == Likeness.SAME);
      }
    }
    return null;
  }

  /** A look at one record. */
  private static final class Look implements RecordVisitor {
    private final Comparison comparison;
    private Likeness likeness = Likeness.OTHER;

    Look(Comparison comparison) {
      this.comparison = comparison;
    }

    @Override
    public boolean onRecord(Group group, int i) {
      likeness = comparison.compare(group, i);
      return false;
    }

    @Override
    public void onDamage(Damage damage) {
      likeness = Likeness.OTHER;
    }
  }

  /** Gives up what it reads the journal with. */
  @Override
  public void close() throws IOException {
    reader.close();
  }
}
