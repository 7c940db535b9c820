package qts.runtime.judging;

import java.io.IOException;
import qts.decision.rules.RuleSet;
import qts.journal.Damage;
import qts.journal.Group;
import qts.journal.JournalReader;
import qts.journal.ReadRange;
import qts.journal.RecordKind;
import qts.journal.RecordVisitor;

/** Finds how far back a new rule set must see so that its windows are filled. */
final class WarmUp implements RecordVisitor {
  /** A rule set sees at least so many earlier snapshots, if there are so many. */
  static final int LEAST_SNAPSHOTS = 100_000;

  /** And never more than these, however long its windows are. */
  static final int MOST_SNAPSHOTS = 1_000_000;

  private final long sinceMillis;
  private long from;
  private int seen;

  private WarmUp(long sinceMillis, long end) {
    this.sinceMillis = sinceMillis;
    this.from = end;
  }

  /**
   * The position from which on {@code rules} see earlier records.
   *
   * @param nowMillis epoch milliseconds
   */
  static long from(JournalReader reader, RuleSet rules, long nowMillis) throws IOException {
    WarmUp warmUp = new WarmUp(nowMillis - rules.windowMillis(), reader.nextPosition());
    reader.backward(ReadRange.everything().kinds(RecordKind.SNAPSHOT.bit()), warmUp);
    return warmUp.from;
  }

  @Override
  public boolean onRecord(Group group, int i) {
    seen++;
    from = group.position(i);
    return seen < LEAST_SNAPSHOTS
        || (seen < MOST_SNAPSHOTS && group.receiveMillis(i) >= sinceMillis);
  }

  /** What can't be read can't be seen. */
  @Override
  public void onDamage(Damage damage) {}
}
