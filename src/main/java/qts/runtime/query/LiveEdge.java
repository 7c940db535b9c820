package qts.runtime.query;

import java.io.IOException;
import qts.journal.Damage;
import qts.journal.Group;
import qts.journal.JournalReader;
import qts.journal.ReadRange;
import qts.journal.RecordVisitor;

/** Where the records of snapshots end for the time being. */
final class LiveEdge implements RecordVisitor {
  private long newestMillis = Long.MIN_VALUE;

  private LiveEdge() {}

  /** Whether the asked time reaches beyond the newest snapshot, so that more may come into it. */
  static boolean isWithin(JournalReader reader, RecordQuery query) throws IOException {
    if (query.toMillis() == Long.MAX_VALUE) {
      return true;
    }
    LiveEdge edge = new LiveEdge();
    reader.backward(ReadRange.everything().kinds(RecordQuery.RECORDED), edge);
    return edge.newestMillis < query.toMillis();
  }

  @Override
  public boolean onRecord(Group group, int i) {
    newestMillis = group.eventMillis(i);
    return false;
  }

  /** What is lost before the newest snapshot that can be read does not move the edge. */
  @Override
  public void onDamage(Damage damage) {}
}
