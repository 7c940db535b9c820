package qts.runtime.recorder;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import qts.decision.Decision;
import qts.decision.DecisionReading;
import qts.decision.Header;
import qts.journal.Entry;
import qts.journal.Group;
import qts.journal.Journal;
import qts.journal.JournalFullException;
import qts.journal.KeyFilter;
import qts.journal.RecordKind;
import qts.observer.Finding;
import qts.observer.Outcome;

/**
 * Puts the decisions of strategies in the one order of all inputs. A judgment is known by its
 * {@code decision_id}; blocks and non-executions carry the id of their judgment, of which there can
 * be several, and are known by their bytes. {@link #take} needs the sequencer's lock.
 */
final class Decisions {
  /** How many decisions of rules are appended before somebody else gets a turn. */
  private static final int RUN = 64;

  private final Journal journal;
  private final Sequencer sequencer;
  private final Entry entry = new Entry();

  Decisions(Journal journal, Sequencer sequencer) {
    this.journal = journal;
    this.sequencer = sequencer;
  }

  /** Decides about a decision and appends what becomes of it. */
  Outcome take(DecisionInput input) throws IOException {
    Ledger.Account account = sequencer.account(input.stream());
    Outcome outcome;
    try {
      outcome =
          switch (input.reading()) {
            case DecisionReading.Accepted accepted -> record(input, accepted.decision(), account);
            case DecisionReading.Refused refused -> reject(input, refused.finding(), account);
          };
    } catch (JournalFullException e) {
      outcome = new Outcome.Shed(Sequencer.diskFull(e));
    }
    sequencer.ledger().add(account, outcome);
    return outcome;
  }

  /**
   * Appends what rules decided, as far as there is room; takes the sequencer's lock for some at a
   * time.
   */
  Appended append(List<Decided> decided, int from, RecorderClock clock) throws IOException {
    int next = from;
    long last = -1;
    try {
      while (next < decided.size()) {
        int to = Math.min(decided.size(), next + RUN);
        sequencer.lock();
        try {
          sequencer.at(clock.millis(), clock.nanos());
          while (next < to) {
            last = append(decided.get(next));
            next++;
          }
        } finally {
          sequencer.unlock();
        }
      }
    } catch (JournalFullException full) {
      return new Appended(next, last, true);
    }
    return new Appended(next, last, false);
  }

  private long append(Decided one) throws IOException {
    journal.checkRoom();
    Ledger.Account account = sequencer.account(one.stream());
    start(one.kind(), account, one.eventMillis());
    entry.payload(one.bytes(), 0, one.bytes().length).keys(one.symbolHash(), one.sessionHash());
    long position = journal.append(entry, one.key());
    sequencer.ledger().add(account, new Outcome.Recorded(position, 0));
    return position;
  }

  private Outcome record(DecisionInput input, Decision decision, Ledger.Account account)
      throws IOException {
    Header header = decision.header();
    RecordKind kind = DecisionInput.kindOf(decision);
    String id = header.decisionId();
    long key = DecisionKey.of(kind, id, input.bytes());
    KnownRecords.Found found =
        sequencer.known().find(key, (group, i) -> likeness(group, i, kind, id, input.bytes()));
    if (found == null) {
      start(kind, account, eventMillis(header));
      entry.payload(input.bytes(), 0, input.bytes().length);
      return new Outcome.Recorded(append(input, key), 0);
    }
    return found.isSame()
        ? new Outcome.Duplicate(found.position())
        : reject(input, reused(String.valueOf(id), found.position()), account);
  }

  /** What record {@code i} is to a decision: only judgments are known by their ids. */
  private static KnownRecords.Likeness likeness(
      Group group, int i, RecordKind kind, @Nullable String id, byte[] bytes) {
    if (group.kind(i) != kind) {
      return KnownRecords.Likeness.OTHER;
    }
    byte[] stored = group.payload(i);
    if (Arrays.equals(stored, bytes)) {
      return KnownRecords.Likeness.SAME;
    }
    return kind == RecordKind.JUDGMENT && id != null && id.equals(DecisionInput.decisionId(stored))
        ? KnownRecords.Likeness.SAME_ID
        : KnownRecords.Likeness.OTHER;
  }

  private long eventMillis(Header header) {
    return header.createdAt() == null
        ? sequencer.receiveMillis()
        : header.createdAt().toInstant().toEpochMilli();
  }

  private Outcome reject(DecisionInput input, Finding finding, Ledger.Account account)
      throws IOException {
    byte[] payload = Evidence.write(finding, input);
    start(RecordKind.REJECTED, account, sequencer.receiveMillis());
    entry.payload(payload, 0, payload.length);
    return new Outcome.Rejected(append(input, 0), finding);
  }

  private void start(RecordKind kind, Ledger.Account account, long eventMillis) {
    entry.of(
        kind,
        account.text(),
        account.nextSequence(),
        eventMillis,
        sequencer.receiveMillis(),
        sequencer.monotonicNanos());
  }

  private long append(DecisionInput input, long key) throws IOException {
    String symbol = input.symbol();
    entry.keys(
        symbol.isEmpty() ? 0 : KeyFilter.hash(symbol), KeyFilter.hash(input.stream().session()));
    return journal.append(entry, key);
  }

  private static Finding reused(String id, long position) {
    return new Finding(
        RecorderRules.DECISION_ID_REUSED,
        "decision_id",
        "this decision_id stands for another judgment already, at position " + position,
        "one judgment for each decision_id",
        id);
  }
}
