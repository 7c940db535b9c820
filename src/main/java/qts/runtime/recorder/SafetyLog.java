package qts.runtime.recorder;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import qts.decision.SafetyChangeJson;
import qts.decision.json.JsonReader;
import qts.observer.Field;
import qts.observer.Notes;
import qts.observer.ScannedSnapshot;
import qts.observer.SemanticRule;
import qts.safety.AnomalyTriggers;
import qts.safety.SafetyChange;
import qts.safety.Scope;

/** The state of safety within the sequencer: changes it by appending to the journal. */
final class SafetyLog {
  private final AnomalyTriggers triggers;

  /** The flags that raise an anomaly, as bits: most snapshots have none of them. */
  private final int raisingFlags;

  private final boolean gapsRaise;
  private final Appender journal;
  private volatile SafetyStanding standing = SafetyStanding.INITIAL;

  /**
   * @param triggers which tags of snapshots raise anomalies
   * @param journal takes the records
   */
  SafetyLog(AnomalyTriggers triggers, Appender journal) {
    this.triggers = triggers;
    this.raisingFlags = SemanticRule.bitsOf(triggers.byTag().keySet());
    this.gapsRaise = triggers.byTag().keySet().stream().anyMatch(Notes::isGapTag);
    this.journal = journal;
  }

  /** Appends a change and returns its position. */
  @FunctionalInterface
  interface Appender {
    long append(byte[] payload, Scope scope) throws IOException;
  }

  /** Where it stands; may be asked without the lock. */
  SafetyStanding standing() {
    return standing;
  }

  /** Takes a change that is in the journal already. */
  void restore(byte[] payload) {
    standing = standing.after(SafetyChangeJson.read(JsonReader.object(payload)));
  }

  /**
   * Records a change, unless it changes nothing.
   *
   * @return its position, which is not durable yet
   */
  Optional<Long> record(SafetyChange change) throws IOException {
    SafetyStanding next = standing.after(change);
    if (next.state().equals(standing.state())) {
      return Optional.empty();
    }
    return Optional.of(append(change, next));
  }

  /** Records a change although it may change nothing. */
  long recordAnyway(SafetyChange change) throws IOException {
    return append(change, standing.after(change));
  }

  private long append(SafetyChange change, SafetyStanding next) throws IOException {
    byte[] payload = SafetyChangeJson.write(change).toString().getBytes(StandardCharsets.UTF_8);
    long position = journal.append(payload, SafetyStanding.scope(change));
    standing = next;
    return position;
  }

  /**
   * Records the anomalies that the tags of a snapshot raise; to be called before it is recorded.
   */
  void see(Notes notes, ScannedSnapshot snapshot, long receiveMillis) throws IOException {
    if ((notes.flags() & raisingFlags) == 0 && !(gapsRaise && notes.gapMillis() != 0)) {
      return;
    }
    String symbol = snapshot.decoded(Field.SYMBOL);
    String scope = symbol.isBlank() ? Scope.ALL.symbol() : symbol;
    for (SafetyChange raised : triggers.raisedBy(notes.tags(), scope, receiveMillis)) {
      record(raised);
    }
  }

  /** Records the anomalies whose time is over. */
  void expire(long nowMillis) throws IOException {
    for (SafetyChange cleared : standing.state().expired(nowMillis)) {
      record(cleared);
    }
  }
}
