package qts.runtime.question;

import java.io.IOException;
import qts.journal.Damage;
import qts.journal.Group;
import qts.journal.JournalReader;
import qts.journal.ReadRange;
import qts.journal.RecordKind;
import qts.journal.RecordVisitor;

/**
 * The part of a journal in which the records of some time are, and the decisions about them: a
 * decision about old data has the time at which it was made, and is found by where it stands.
 *
 * @param first the first position
 * @param last the last position of a record of that time
 * @param lastReceivedMillis when that record was received, epoch milliseconds
 */
record Stretch(long first, long last, long lastReceivedMillis) {
  /** How long behind the last record a decision about it is looked for. */
  static final long LATE_MILLIS = 60_000;

  /** The stretch of the whole journal. */
  static Stretch whole(JournalReader reader) {
    return new Stretch(reader.firstPosition(), reader.nextPosition() - 1, Long.MAX_VALUE);
  }

  /** The stretch of the event times from {@code fromMillis} to before {@code toMillis}. */
  static Stretch of(JournalReader reader, long fromMillis, long toMillis, int kinds)
      throws IOException {
    ReadRange range =
        ReadRange.everything()
            .events(fromMillis, toMillis == Long.MAX_VALUE ? toMillis : toMillis - 1)
            .kinds(kinds);
    Edge first = new Edge(fromMillis, toMillis);
    reader.forward(range, first);
    Edge last = new Edge(fromMillis, toMillis);
    reader.backward(range, last);
    return first.position < 0
        ? new Stretch(reader.nextPosition(), reader.nextPosition() - 1, Long.MIN_VALUE)
        : new Stretch(first.position, last.position, last.receivedMillis);
  }

  boolean isEmpty() {
    return last < first;
  }

  /** Whether record {@code i} of {@code group} is too far behind to belong to it. */
  boolean isPast(Group group, int i) {
    return group.position(i) > last && group.receiveMillis(i) - LATE_MILLIS > lastReceivedMillis;
  }

  /** Finds the outermost record of a time. */
  private static final class Edge implements RecordVisitor {
    private final long fromMillis;
    private final long toMillis;
    private long position = -1;
    private long receivedMillis;

    Edge(long fromMillis, long toMillis) {
      this.fromMillis = fromMillis;
      this.toMillis = toMillis;
    }

    @Override
    public boolean onRecord(Group group, int i) {
      long at = group.eventMillis(i);
      if (at >= toMillis || (at < fromMillis && group.kind(i) != RecordKind.GAP)) {
        return true;
      }
      position = group.position(i);
      receivedMillis = group.receiveMillis(i);
      return false;
    }

    /** What can't be read is told by whoever reads the stretch. */
    @Override
    public void onDamage(Damage damage) {}
  }
}
