package qts.runtime.recorder;

import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import qts.decision.Decision;
import qts.decision.DecisionReading;
import qts.decision.Header;
import qts.journal.Damage;
import qts.journal.Entry;
import qts.journal.Group;
import qts.journal.Journal;
import qts.journal.JournalFullException;
import qts.journal.JournalReader;
import qts.journal.KeyFilter;
import qts.journal.RecordKind;
import qts.journal.RecordVisitor;
import qts.observer.Finding;
import qts.observer.Outcome;

/**
 * Puts the decisions of strategies in the one order of all inputs. A judgment is known by its
 * {@code decision_id}; blocks and non-executions carry the id of their judgment, of which there can
 * be several, and are known by their bytes. {@link #take} needs the sequencer's lock.
 */
final class Decisions implements Closeable {
  /** How many decisions of rules are appended before somebody else gets a turn. */
  private static final int RUN = 64;

  private final Journal journal;
  private final Sequencer sequencer;
  private final JournalReader earlier;
  private final Entry entry = new Entry();

  Decisions(Journal journal, Sequencer sequencer) {
    this.journal = journal;
    this.sequencer = sequencer;
    this.earlier = journal.reader();
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
    Earlier same = new Earlier(input.bytes(), decision);
    Outcome known = compareWithEarlier(input, same, account);
    if (known != null) {
      return known;
    }
    start(same.kind, account, eventMillis(decision.header()));
    entry.payload(input.bytes(), 0, input.bytes().length);
    return new Outcome.Recorded(append(input, same.key), 0);
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

  private @Nullable Outcome compareWithEarlier(
      DecisionInput input, Earlier same, Ledger.Account account) throws IOException {
    long at = journal.findRecent(same.key);
    while (at >= 0) {
      journal.awaitDurable(at);
      same.isSame = false;
      same.isReused = false;
      earlier.at(at, same);
      if (same.isSame) {
        return new Outcome.Duplicate(at);
      }
      if (same.isReused) {
        return reject(input, reused(String.valueOf(same.decisionId), at), account);
      }
      at = journal.findRecent(same.key, at);
    }
    return null;
  }

  private static Finding reused(String id, long position) {
    return new Finding(
        RecorderRules.DECISION_ID_REUSED,
        "decision_id",
        "this decision_id stands for another judgment already, at position " + position,
        "one judgment for each decision_id",
        id);
  }

  /** Compares a decision with the record at a position its key leads to. */
  private static final class Earlier implements RecordVisitor {
    private final byte[] bytes;
    private final RecordKind kind;
    private final @Nullable String decisionId;
    private final long key;
    private boolean isSame;
    private boolean isReused;

    Earlier(byte[] bytes, Decision decision) {
      this.bytes = bytes;
      this.kind = DecisionInput.kindOf(decision);
      this.decisionId = decision.header().decisionId();
      this.key = DecisionKey.of(kind, decisionId, bytes);
    }

    @Override
    public boolean onRecord(Group group, int i) {
      if (group.kind(i) == kind) {
        byte[] stored = group.payload(i);
        isSame = Arrays.equals(stored, bytes);
        isReused =
            !isSame
                && kind == RecordKind.JUDGMENT
                && decisionId != null
                && decisionId.equals(DecisionInput.decisionId(stored));
      }
      return false;
    }

    /** What can't be read can't be compared: the decision is recorded. */
    @Override
    public void onDamage(Damage damage) {}
  }

  /** Gives up what it reads the journal with. */
  @Override
  public void close() throws IOException {
    sequencer.lock();
    try {
      earlier.close();
    } finally {
      sequencer.unlock();
    }
  }
}
