package qts.runtime.question;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import qts.decision.json.ContractViolation;
import qts.decision.json.JsonObject;
import qts.decision.json.JsonReader;
import qts.decision.json.JsonText;
import qts.decision.rules.RuleSet;
import qts.journal.Damage;
import qts.journal.Group;
import qts.journal.JournalReader;
import qts.journal.ReadRange;
import qts.journal.RecordKind;
import qts.journal.RecordVisitor;

/** The rule sets that are recorded, in full, where they came into force. */
final class RuleSets {
  private static final int KIND = RecordKind.RULES.bit();

  private final JournalReader reader;
  private final Map<String, Optional<RuleSet>> known = new HashMap<>();

  RuleSets(JournalReader reader) {
    this.reader = reader;
  }

  /** The rule set with that hash; empty when none is recorded, or this version can't read it. */
  Optional<RuleSet> withHash(String hash) throws IOException {
    Optional<RuleSet> found = known.get(hash);
    if (found == null) {
      Newest newest = new Newest(hash);
      reader.backward(ReadRange.everything().kinds(KIND), newest);
      found = newest.found.flatMap(RuleSets::ruleSet).filter(set -> set.hash().equals(hash));
      known.put(hash, found);
    }
    return found;
  }

  /** The rule set that was in force for the record at {@code position}. */
  Optional<RuleSet> inForceAt(long position) throws IOException {
    Newest newest = new Newest("");
    reader.backward(ReadRange.everything().kinds(KIND).positions(0, position), newest);
    return newest.found.flatMap(RuleSets::ruleSet);
  }

  private static Optional<RuleSet> ruleSet(JsonObject record) {
    if (!(record.get("rule_set") instanceof JsonObject source)) {
      return Optional.empty();
    }
    try {
      return Optional.of(RuleSet.read(source));
    } catch (ContractViolation ofAnotherVersion) {
      return Optional.empty();
    }
  }

  /** Finds the newest record, or the newest of one rule set. */
  private static final class Newest implements RecordVisitor {
    private final String hash;
    private Optional<JsonObject> found = Optional.empty();

    Newest(String hash) {
      this.hash = hash;
    }

    @Override
    public boolean onRecord(Group group, int i) {
      JsonObject record = JsonReader.object(group.payload(i));
      boolean wanted =
          hash.isEmpty()
              || (record.get("hash") instanceof JsonText text && text.value().equals(hash));
      if (wanted) {
        found = Optional.of(record);
      }
      return !wanted;
    }

    /** A rule set that can't be read is one that is not known. */
    @Override
    public void onDamage(Damage damage) {}
  }
}
