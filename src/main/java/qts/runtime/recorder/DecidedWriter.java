package qts.runtime.recorder;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import qts.decision.Block;
import qts.decision.Decision;
import qts.decision.json.JsonBytes;
import qts.decision.json.PythonJson;
import qts.journal.KeyFilter;
import qts.journal.RecordKind;

/**
 * Writes decisions of rules as they are recorded. Decisions of one rule set and symbol mostly come
 * in a row: what depends on these alone is kept from one to the next. Not for use by several
 * threads at once.
 */
public final class DecidedWriter {
  private final JsonBytes json = JsonBytes.forMany();
  private StreamName stream = new StreamName(Decided.SOURCE, "");
  private long sessionHash;
  private @Nullable String symbol;
  private long symbolHash;

  /**
   * Writes one.
   *
   * @param ruleSet the name of the rule set
   * @param eventMillis the own time of the snapshot at which it was decided, epoch milliseconds
   */
  public Decided write(String ruleSet, Decision decision, long eventMillis) {
    turnTo(ruleSet, decision.header().symbol());
    PythonJson.write(decision.toJson(), json.clear());
    byte[] bytes = json.toArray();
    RecordKind kind = DecisionInput.kindOf(decision);
    return new Decided(
        stream,
        kind,
        bytes,
        key(kind, decision, bytes),
        symbolHash,
        sessionHash,
        eventMillis,
        decision instanceof Block block ? block.repeats().count() : 1);
  }

  /**
   * Blocks and non-executions of strategies are known by their bytes, lest one that is sent twice
   * is recorded twice. Those of rules are recorded once by the order they are made in, and need
   * none.
   */
  private static long key(RecordKind kind, Decision decision, byte[] bytes) {
    return kind == RecordKind.JUDGMENT
        ? DecisionKey.of(kind, decision.header().decisionId(), bytes)
        : 0;
  }

  /** Whether a stream is of what rules decided. */
  static boolean isByRules(String stream) {
    return stream.startsWith(Decided.SOURCE + "@");
  }

  private void turnTo(String ruleSet, @Nullable String nextSymbol) {
    if (!ruleSet.equals(stream.session())) {
      stream = new StreamName(Decided.SOURCE, ruleSet);
      sessionHash = KeyFilter.hash(ruleSet);
    }
    if (!Objects.equals(nextSymbol, symbol)) {
      symbol = nextSymbol;
      symbolHash = nextSymbol == null || nextSymbol.isEmpty() ? 0 : KeyFilter.hash(nextSymbol);
    }
  }
}
