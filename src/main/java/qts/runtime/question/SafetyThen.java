package qts.runtime.question;

import java.io.IOException;
import qts.decision.SafetyChangeJson;
import qts.decision.json.ContractViolation;
import qts.decision.json.JsonReader;
import qts.journal.Damage;
import qts.journal.Group;
import qts.journal.JournalReader;
import qts.journal.ReadRange;
import qts.journal.RecordKind;
import qts.journal.RecordVisitor;
import qts.safety.SafetyState;

/** The state of safety as it was, from its recorded changes in their order. */
final class SafetyThen implements RecordVisitor {
  private SafetyState state = SafetyState.INITIAL;
  private boolean known = true;
  private long changes;

  private SafetyThen() {}

  /** The state that the record at {@code position} met. */
  static SafetyThen at(JournalReader reader, long position) throws IOException {
    SafetyThen then = new SafetyThen();
    reader.forward(
        ReadRange.everything().kinds(RecordKind.SAFETY.bit()).positions(0, position), then);
    return then;
  }

  SafetyState state() {
    return state;
  }

  /** Whether every change up to then could be read. */
  boolean isKnown() {
    return known;
  }

  /** How many changes led there. */
  long changes() {
    return changes;
  }

  @Override
  public boolean onRecord(Group group, int i) {
    try {
      state = state.after(SafetyChangeJson.read(JsonReader.object(group.payload(i))));
      changes++;
    } catch (ContractViolation ofAnotherVersion) {
      known = false;
    }
    return true;
  }

  @Override
  public void onDamage(Damage damage) {
    known = false;
  }
}
