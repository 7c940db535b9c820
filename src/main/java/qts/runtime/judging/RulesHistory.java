package qts.runtime.judging;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import qts.decision.rules.RuleSet;
import qts.journal.Damage;
import qts.journal.Group;
import qts.journal.JournalReader;
import qts.journal.ReadRange;
import qts.journal.RecordKind;
import qts.journal.RecordVisitor;

/** Which rule sets a journal was judged by. */
final class RulesHistory {
  private static final ReadRange RULES = ReadRange.everything().kinds(RecordKind.RULES.bit());

  private final JournalReader reader;

  RulesHistory(JournalReader reader) {
    this.reader = reader;
  }

  /** A record and its position. */
  record Recorded(RulesRecord rules, long position) {}

  /** The newest beginning or end of a rule set at or before {@code position}. */
  Optional<Recorded> newest(long position) throws IOException {
    First first = new First();
    if (position >= 0) {
      reader.backward(RULES.positions(0, position), first);
    }
    return first.found;
  }

  /** The rule set that began at {@code position}; null when none did. */
  @Nullable RuleSet beginningAt(long position) throws IOException {
    First first = new First();
    reader.forward(RULES.positions(position, position), first);
    return first
        .found
        .map(Recorded::rules)
        .filter(RulesRecord.Begin.class::isInstance)
        .map(begin -> ((RulesRecord.Begin) begin).rules())
        .orElse(null);
  }

  /** The first beginning of a rule set. */
  Optional<Recorded> first() throws IOException {
    First first = new First();
    reader.forward(RULES, first);
    return first.found;
  }

  /** Takes the first record it sees that is no pause. */
  private static final class First implements RecordVisitor {
    private Optional<Recorded> found = Optional.empty();

    @Override
    public boolean onRecord(Group group, int i) {
      RulesRecord rules = RulesRecord.read(group.payload(i));
      if (rules instanceof RulesRecord.Pause) {
        return true;
      }
      found = Optional.of(new Recorded(rules, group.position(i)));
      return false;
    }

    /** Damage is told of by the journal. */
    @Override
    public void onDamage(Damage damage) {}
  }
}
