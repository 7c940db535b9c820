package qts.runtime.recorder;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import qts.journal.Damage;
import qts.journal.Group;
import qts.journal.JournalReader;
import qts.journal.ReadRange;
import qts.journal.RecordKind;
import qts.journal.RecordVisitor;
import qts.observer.Field;
import qts.observer.Finding;
import qts.observer.Outcome;
import qts.observer.Pipeline;
import qts.observer.ScannedSnapshot;
import qts.observer.SnapshotScanner;
import tools.jackson.databind.json.JsonMapper;

/**
 * Rebuilds what a recorder remembers from its journal: the ledger from its last record and what
 * follows; from the newest records the pipeline's memory of symbols and sources, and which
 * snapshots are the newest.
 */
final class Restoration implements RecordVisitor {
  /** How many of the newest records the pipeline sees again. */
  static final long WARM_UP_RECORDS = 100_000;

  private static final Logger LOG = LoggerFactory.getLogger("qts.recorder");
  private static final Finding NONE = new Finding("", "", "", "", "");

  private final Ledger ledger;
  private final GapLog gaps;
  private final Pipeline pipeline;
  private final NewestTable newest;
  private final SafetyLog safety;
  private final SnapshotScanner scanner = new SnapshotScanner();
  private final ScannedSnapshot snapshot = new ScannedSnapshot();
  private final long nowMillis;
  private long ledgerFrom;

  /** Since when the last run's duplicates and shed inputs are in no ledger record. */
  private long uncountedFrom;

  private boolean stopped = true;
  private Optional<PossibleLoss> possibleLoss = Optional.empty();
  private long warmUpFrom;

  /**
   * @param nowMillis when this run begins, epoch milliseconds
   */
  Restoration(
      Ledger ledger,
      GapLog gaps,
      Pipeline pipeline,
      NewestTable newest,
      SafetyLog safety,
      long nowMillis) {
    this.ledger = ledger;
    this.gaps = gaps;
    this.pipeline = pipeline;
    this.newest = newest;
    this.safety = safety;
    this.nowMillis = nowMillis;
  }

  void run(JournalReader reader) throws IOException {
    ledgerFrom = restoreLedger(reader) + 1;
    warmUpFrom = reader.nextPosition() - WARM_UP_RECORDS;
    long from = Math.min(ledgerFrom, Math.max(0, warmUpFrom));
    reader.forward(ReadRange.everything().positions(from, Long.MAX_VALUE), this);
    if (!stopped) {
      noteUncounted();
      notePossibleLoss(reader);
    }
    restoreFlaggedDays(reader);
    restoreSafety(reader);
  }

  /** Of which time inputs may be missing that the last run had answered. */
  Optional<PossibleLoss> possibleLoss() {
    return possibleLoss;
  }

  private void notePossibleLoss(JournalReader reader) throws IOException {
    if (answeredEarly(reader)) {
      long last = lastReceiveMillis(reader);
      possibleLoss = Optional.of(new PossibleLoss(last, Math.max(last, nowMillis)));
    }
  }

  private static long lastReceiveMillis(JournalReader reader) throws IOException {
    long[] millis = {0};
    reader.backward(
        ReadRange.everything(),
        new Quiet() {
          @Override
          public boolean onRecord(Group group, int i) {
            millis[0] = group.receiveMillis(i);
            return false;
          }
        });
    return millis[0];
  }

  /** Whether the last run gave answers before their records were durable. */
  private static boolean answeredEarly(JournalReader reader) throws IOException {
    boolean[] early = {false};
    reader.backward(
        ReadRange.everything().kinds(RecordKind.LIFECYCLE.bit()),
        new Quiet() {
          @Override
          public boolean onRecord(Group group, int i) {
            String event = LifecycleRecord.event(group.payload(i));
            early[0] = event.equals(LifecycleRecord.ANSWERS_EARLY);
            return !early[0] && !event.equals(LifecycleRecord.START);
          }
        });
    return early[0];
  }

  private void noteUncounted() {
    ledger.restore(ledger.uncounted().and(uncountedFrom, nowMillis));
    LOG.warn(
        "the last run ended without its last ledger record: duplicates and shed inputs from {} to"
            + " {} are not in the counts",
        Instant.ofEpochMilli(uncountedFrom),
        Instant.ofEpochMilli(nowMillis));
  }

  private void restoreSafety(JournalReader reader) throws IOException {
    reader.forward(
        ReadRange.everything().kinds(RecordKind.SAFETY.bit()),
        new Quiet() {
          @Override
          public boolean onRecord(Group group, int i) {
            safety.restore(group.payload(i));
            return true;
          }
        });
  }

  /** Takes over the newest ledger record; returns its position, −1 when there is none. */
  private long restoreLedger(JournalReader reader) throws IOException {
    long[] found = {-1};
    reader.backward(
        ReadRange.everything().kinds(RecordKind.LEDGER.bit()),
        new Quiet() {
          @Override
          public boolean onRecord(Group group, int i) {
            LedgerRecord.read(group.payload(i), ledger);
            found[0] = group.position(i);
            noteRun(false, group.receiveMillis(i));
            return false;
          }
        });
    return found[0];
  }

  private void restoreFlaggedDays(JournalReader reader) throws IOException {
    int[] left = {GapLog.MAX_DAYS};
    reader.backward(
        ReadRange.everything().kinds(RecordKind.GAP.bit()),
        new Quiet() {
          @Override
          public boolean onRecord(Group group, int i) {
            gaps.flag(
                JsonMapper.shared().readTree(group.payload(i)).path("flagged_day").asString(""));
            return --left[0] > 0;
          }
        });
  }

  @Override
  public boolean onRecord(Group group, int i) {
    if (group.position(i) >= ledgerFrom) {
      count(group, i);
    }
    if (group.position(i) >= warmUpFrom && StoredKeys.scan(scanner, group, i, snapshot)) {
      pipeline.warmUp(snapshot, group.receiveMillis(i));
      noteNewest(group, i);
    }
    return true;
  }

  private void noteNewest(Group group, int i) {
    if (group.kind(i) == RecordKind.SNAPSHOT) {
      newest.note(StoredKeys.filterHash(snapshot, Field.SYMBOL), group.position(i));
    }
  }

  private void count(Group group, int i) {
    long position = group.position(i);
    switch (group.kind(i)) {
      case SNAPSHOT, PATTERN, JUDGMENT, BLOCK, NON_EXECUTION ->
          restore(group, i, new Outcome.Recorded(position, 0));
      case REJECTED -> restore(group, i, new Outcome.Rejected(position, NONE));
      case BLOCKED -> restore(group, i, new Outcome.Blocked(position, NONE));
      case LIFECYCLE -> noteLifecycle(group, i);
      case GAP, SHED, LEDGER, SAFETY, RULES -> {}
    }
  }

  private void noteLifecycle(Group group, int i) {
    switch (LifecycleRecord.event(group.payload(i))) {
      case LifecycleRecord.START -> noteRun(false, group.receiveMillis(i));
      case LifecycleRecord.STOP -> stopped = true;
      default -> {}
    }
  }

  private void noteRun(boolean stopped, long sinceMillis) {
    this.stopped = stopped;
    this.uncountedFrom = sinceMillis;
  }

  private void restore(Group group, int i, Outcome outcome) {
    ledger.restore(StreamName.parse(group.stream(i)), outcome, group.sequence(i));
  }

  /** Damage was reported when the journal was opened. */
  @Override
  public void onDamage(Damage damage) {}

  /** A visitor to which damage is no news. */
  private abstract static class Quiet implements RecordVisitor {
    @Override
    public void onDamage(Damage damage) {}
  }
}
