package qts.runtime.question;

import java.io.IOException;
import qts.journal.Damage;
import qts.journal.Group;
import qts.journal.JournalReader;
import qts.journal.ReadRange;
import qts.journal.RecordKind;
import qts.journal.RecordVisitor;

/** Finds how far the journal had come at some moment, by the recorder's clock. */
final class ReceivedBy implements RecordVisitor {
  private static final int KINDS =
      RecordKind.SAFETY.bit() | RecordKind.RULES.bit() | RecordKind.LIFECYCLE.bit();

  private final long millis;
  private long position = -1;

  private ReceivedBy(long millis) {
    this.millis = millis;
  }

  /**
   * The position of the last record of the recorder's own state that was received by {@code
   * millis}; −1 when there is none.
   */
  static long lastPosition(JournalReader reader, long millis) throws IOException {
    ReceivedBy search = new ReceivedBy(millis);
    reader.forward(ReadRange.everything().kinds(KINDS), search);
    return search.position;
  }

  @Override
  public boolean onRecord(Group group, int i) {
    if (group.receiveMillis(i) > millis) {
      return false;
    }
    position = group.position(i);
    return true;
  }

  /** What can't be read is told by the completeness. */
  @Override
  public void onDamage(Damage damage) {}
}
