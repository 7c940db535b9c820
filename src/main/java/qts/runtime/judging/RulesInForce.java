package qts.runtime.judging;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import qts.decision.rules.RuleSet;
import qts.journal.JournalFullException;
import qts.journal.JournalReader;
import qts.runtime.recorder.Recorder;

/**
 * Records which rules judge from where on: that the configured rule set begins where another one or
 * none was in force, that there is none any more, that the service pauses.
 */
final class RulesInForce {
  private static final Logger LOG = LoggerFactory.getLogger("qts.rules");

  private final Recorder recorder;
  private byte @Nullable [] due;
  private boolean ends;
  private volatile long endsBehind = Long.MAX_VALUE;

  RulesInForce(Recorder recorder) {
    this.recorder = recorder;
  }

  /** The position behind which nothing is judged; the highest there is as long as none is known. */
  long endsBehind() {
    return endsBehind;
  }

  /**
   * Finds out what has to be recorded so that {@code wanted} is in force, and does so if it can.
   */
  void turnTo(Optional<RuleSet> wanted, JournalReader reader) throws IOException {
    Optional<RulesHistory.Recorded> newest = new RulesHistory(reader).newest(Long.MAX_VALUE);
    Optional<String> inForce =
        newest
            .filter(record -> record.rules() instanceof RulesRecord.Begin)
            .map(record -> ((RulesRecord.Begin) record.rules()).rules().hash());
    if (wanted.isPresent() && !inForce.equals(wanted.map(RuleSet::hash))) {
      due = begin(wanted.get(), reader);
      announce();
    } else if (wanted.isEmpty() && inForce.isPresent()) {
      due = new RulesRecord.End().toBytes();
      ends = true;
      announce();
    } else if (wanted.isEmpty()) {
      endsBehind = newest.map(RulesHistory.Recorded::position).orElse(-1L);
    }
  }

  private byte[] begin(RuleSet wanted, JournalReader reader) throws IOException {
    long warmFrom = WarmUp.from(reader, wanted, recorder.nowMillis());
    byte[] record = new RulesRecord.Begin(wanted, warmFrom).toBytes();
    int most = recorder.journal().maxPayloadBytes();
    if (record.length > most) {
      throw new RulesTooLargeException(record.length, most);
    }
    return record;
  }

  /** Records the change of rules that is due; false while the disk has no room for it. */
  boolean announce() throws IOException {
    byte[] record = due;
    if (record == null) {
      return true;
    }
    try {
      long at = recorder.recordRules(record);
      due = null;
      if (ends) {
        endsBehind = at;
      }
      return true;
    } catch (JournalFullException full) {
      LOG.warn("no room to record the change of rules, it will be: {}", full.getMessage());
      return false;
    }
  }

  /** Records that the service pauses; nothing behind is judged before the next start. */
  void pause() throws IOException {
    endsBehind = recorder.recordRules(new RulesRecord.Pause().toBytes());
  }
}
