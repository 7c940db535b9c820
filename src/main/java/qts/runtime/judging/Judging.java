package qts.runtime.judging;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import qts.decision.Decision;
import qts.decision.rules.Judge;
import qts.decision.rules.RuleSet;
import qts.decision.rules.SavedText;
import qts.safety.SafetyChange;
import qts.safety.SafetyState;

/**
 * What is decided, as a function of the journal: given its snapshots, changes of safety and rule
 * sets in their order, it gives the decisions in theirs. Reads no clock and knows nothing else, so
 * it says the same again whenever it is asked. Used by one thread.
 */
final class Judging {
  private final Function<RuleSet, Judge> judges;
  private final Earlier earlier;
  private final Sink sink;
  private SafetyState safety = SafetyState.INITIAL;
  private @Nullable RuleSet rules;
  private @Nullable Judge judge;
  private long begunAt = -1;
  private final Witness witness = new Judged();
  private long lastEventMillis;

  /**
   * @param judges makes the judge of a rule set
   * @param earlier gives the records before a rule set came into force
   * @param sink takes the decisions
   */
  Judging(Function<RuleSet, Judge> judges, Earlier earlier, Sink sink) {
    this.judges = judges;
    this.earlier = earlier;
    this.sink = sink;
  }

  /** Takes decisions in their order. */
  @FunctionalInterface
  interface Sink {
    /**
     * Takes one.
     *
     * @param eventMillis the own time of the snapshot at which it was decided, epoch milliseconds
     */
    void accept(RuleSet rules, Decision decision, long eventMillis);
  }

  /** Shows a new judge the records before its rule set came into force. */
  @FunctionalInterface
  interface Earlier {
    /** Shows the snapshots and changes of safety at the positions {@code [from, to)} in order. */
    void show(RuleSet rules, long from, long to, Witness witness) throws IOException;
  }

  /** Sees earlier records. */
  interface Witness {
    void onSnapshot(JournalSnapshot snapshot);

    void onSafety(SafetyChange change);
  }

  /** The rule set in force; null while there is none. */
  @Nullable RuleSet rules() {
    return rules;
  }

  /** The state of safety as far as it was told. */
  SafetyState safety() {
    return safety;
  }

  /** Takes the snapshots and changes of safety, in their order. */
  Witness witness() {
    return witness;
  }

  private final class Judged implements Witness {
    @Override
    public void onSafety(SafetyChange change) {
      safety = safety.after(change);
    }

    @Override
    public void onSnapshot(JournalSnapshot snapshot) {
      if (judge != null) {
        lastEventMillis = snapshot.eventMillis();
        give(judge.onSnapshot(snapshot, safety));
      }
    }
  }

  /** Puts another rule set in force, or none, or pauses; recorded at {@code position}. */
  void onRules(RulesRecord record, long position) throws IOException {
    switch (record) {
      case RulesRecord.Begin begin -> {
        flush();
        begin(begin, position);
      }
      case RulesRecord.Pause _ -> flush();
      case RulesRecord.End _ -> {
        flush();
        rules = null;
        judge = null;
      }
    }
  }

  private void begin(RulesRecord.Begin begin, long position) throws IOException {
    Judge next = judges.apply(begin.rules());
    Warming warming = new Warming(next);
    earlier.show(begin.rules(), begin.warmFrom(), position, warming);
    next.flush();
    safety = warming.safety;
    rules = begin.rules();
    judge = next;
    begunAt = position;
  }

  /** Writes all that is remembered; only while a rule set is in force. */
  void save(DataOutput out) throws IOException {
    out.writeLong(begunAt);
    SavedText.write(Objects.requireNonNull(rules).hash(), out);
    out.writeLong(lastEventMillis);
    SavedSafety.write(safety, out);
    Objects.requireNonNull(judge).save(out);
  }

  /**
   * Goes on from what was saved.
   *
   * @param records finds the rule set that was in force
   * @return whether that rule set is there; nothing has happened if not
   */
  boolean resume(DataInput in, Beginnings records) throws IOException {
    long begun = in.readLong();
    String hash = SavedText.read(in);
    RuleSet found = records.at(begun);
    if (found == null || !found.hash().equals(hash)) {
      return false;
    }
    long eventMillis = in.readLong();
    SafetyState known = SavedSafety.read(in);
    Judge next = judges.apply(found);
    next.resume(in);
    begunAt = begun;
    lastEventMillis = eventMillis;
    safety = known;
    rules = found;
    judge = next;
    return true;
  }

  /** Finds rule sets where they began. */
  @FunctionalInterface
  interface Beginnings {
    /** The rule set that began at {@code position}; null when none did. */
    @Nullable RuleSet at(long position) throws IOException;
  }

  private void flush() {
    if (judge != null) {
      give(judge.flush());
    }
  }

  private void give(List<? extends Decision> decisions) {
    for (Decision decision : decisions) {
      sink.accept(Objects.requireNonNull(rules), decision, lastEventMillis);
    }
  }

  /** Lets a judge see what was before, without heeding what it says. */
  private static final class Warming implements Witness {
    private final Judge judge;
    private SafetyState safety = SafetyState.INITIAL;

    Warming(Judge judge) {
      this.judge = judge;
    }

    @Override
    public void onSnapshot(JournalSnapshot snapshot) {
      judge.onSnapshot(snapshot, safety);
    }

    @Override
    public void onSafety(SafetyChange change) {
      safety = safety.after(change);
    }
  }
}
