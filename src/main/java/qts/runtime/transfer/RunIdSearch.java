package qts.runtime.transfer;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import qts.journal.Damage;
import qts.journal.Group;
import qts.journal.JournalReader;
import qts.journal.RecordKey;
import qts.journal.RecordVisitor;
import qts.observer.Field;
import qts.observer.ScannedSnapshot;
import qts.observer.SnapshotScanner;
import qts.runtime.recorder.StoredKeys;

/** Finds the snapshot with a {@code run_id} in a journal. */
public final class RunIdSearch {
  private final JournalReader reader;

  public RunIdSearch(JournalReader reader) {
    this.reader = reader;
  }

  /** The position of the first snapshot with the {@code run_id}. */
  public Optional<Long> find(String runId) throws IOException {
    List<Long> candidates = reader.find(RecordKey.of(runId));
    for (long position : candidates.reversed()) {
      Match match = new Match(runId);
      reader.at(position, match);
      if (match.found) {
        return Optional.of(position);
      }
    }
    return Optional.empty();
  }

  /** Compares a record with the id. */
  private static final class Match implements RecordVisitor {
    private final String runId;
    private boolean found;

    Match(String runId) {
      this.runId = runId;
    }

    @Override
    public boolean onRecord(Group group, int i) {
      ScannedSnapshot snapshot = new ScannedSnapshot();
      found =
          StoredKeys.scan(new SnapshotScanner(), group, i, snapshot)
              && snapshot.decoded(Field.RUN_ID).equals(runId);
      return false;
    }

    /** What can't be read can't be found. */
    @Override
    public void onDamage(Damage damage) {}
  }
}
