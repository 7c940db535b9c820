package qts.runtime.recorder;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import qts.decision.Block;
import qts.decision.Decision;
import qts.journal.KeyFilter;
import qts.journal.RecordKind;

/** A decision that rules came to, ready to be recorded. */
public final class Decided {
  /** The source of what rules decide; the session is the name of the rule set. */
  public static final String SOURCE = "rules";

  private final StreamName stream;
  private final RecordKind kind;
  private final byte[] bytes;
  private final long key;
  private final long symbolHash;
  private final long sessionHash;
  private final long eventMillis;
  private final long count;

  /**
   * @param ruleSet the name of the rule set
   * @param eventMillis the own time of the snapshot at which it was decided, epoch milliseconds
   */
  public Decided(String ruleSet, Decision decision, long eventMillis) {
    this.stream = new StreamName(SOURCE, ruleSet);
    this.kind = DecisionInput.kindOf(decision);
    this.bytes = decision.toJson().toString().getBytes(StandardCharsets.UTF_8);
    this.key = DecisionKey.of(kind, decision.header().decisionId(), bytes);
    String symbol = Objects.requireNonNullElse(decision.header().symbol(), "");
    this.symbolHash = symbol.isEmpty() ? 0 : KeyFilter.hash(symbol);
    this.sessionHash = KeyFilter.hash(ruleSet);
    this.eventMillis = eventMillis;
    this.count = decision instanceof Block block ? block.repeats().count() : 1;
  }

  StreamName stream() {
    return stream;
  }

  public RecordKind kind() {
    return kind;
  }

  /** How many times it happened, when one record stands for many. */
  public long count() {
    return count;
  }

  /** Its JSON in UTF-8, as it is recorded; not to be changed. */
  public byte[] bytes() {
    return bytes;
  }

  long key() {
    return key;
  }

  long symbolHash() {
    return symbolHash;
  }

  long sessionHash() {
    return sessionHash;
  }

  long eventMillis() {
    return eventMillis;
  }
}
