package qts.runtime.recorder;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import qts.journal.Entry;
import qts.journal.Journal;
import qts.journal.JournalFailedException;
import qts.journal.JournalFullException;
import qts.journal.KeyFilter;
import qts.journal.RecordKind;
import qts.observer.Field;
import qts.observer.Finding;
import qts.observer.Gap;
import qts.observer.GapListener;
import qts.observer.Notes;
import qts.observer.Outcome;
import qts.observer.Pipeline;
import qts.observer.ScannedSnapshot;
import qts.observer.SnapshotScanner;
import qts.observer.ValueKind;
import qts.observer.Verdict;
import qts.safety.AnomalyTriggers;
import qts.safety.Scope;

/**
 * Puts inputs in their one order: whoever holds its lock decides about one input after the other
 * and appends what becomes of it. Every other method than {@link #lock} and {@link #unlock} needs
 * the lock, unless it says otherwise.
 */
final class Sequencer {
  /** That of the recorder's own records. */
  private static final String OWN_STREAM = "observer@observer";

  private final ReentrantLock lock = new ReentrantLock();
  private final Journal journal;
  private final Pipeline pipeline;
  private final Ledger ledger;
  private final StreamAccounts accounts;
  private final GapLog gaps;
  private final NewestTable newest = new NewestTable();
  private final Entry entry = new Entry();
  private final byte[] notes = new byte[Notes.MAX_BYTES];
  private final KnownRecords known;
  private final StoredKeys stored = new StoredKeys(new SnapshotScanner());
  private long receiveMillis;
  private long monotonicNanos;
  private final List<Gap> ended = new ArrayList<>();
  private final SafetyLog safety;

  Sequencer(
      Journal journal,
      PipelineFactory pipelines,
      AnomalyTriggers triggers,
      Ledger ledger,
      GapLog gaps) {
    this.journal = journal;
    this.pipeline = pipelines.create(ended::add);
    this.ledger = ledger;
    this.accounts = new StreamAccounts(ledger);
    this.gaps = gaps;
    this.known = new KnownRecords(journal);
    this.safety = new SafetyLog(triggers, this::appendSafety);
  }

  /** Makes the pipeline once its listener is known. */
  interface PipelineFactory {
    Pipeline create(GapListener listener);
  }

  void lock() {
    lock.lock();
    journal.beginRun();
  }

  void unlock() {
    journal.endRun();
    lock.unlock();
  }

  Pipeline pipeline() {
    return pipeline;
  }

  Ledger ledger() {
    return ledger;
  }

  NewestTable newest() {
    return newest;
  }

  SafetyLog safety() {
    return safety;
  }

  /** Sets the times of the inputs that follow. */
  void at(long receiveMillis, long monotonicNanos) {
    this.receiveMillis = receiveMillis;
    this.monotonicNanos = monotonicNanos;
  }

  /** When the inputs that follow were received, epoch milliseconds. */
  long receiveMillis() {
    return receiveMillis;
  }

  /** The same on the monotonic clock. */
  long monotonicNanos() {
    return monotonicNanos;
  }

  /** What was recorded before. */
  KnownRecords known() {
    return known;
  }

  /** The account of a stream; may fold away the one that was remembered as the last. */
  Ledger.Account account(StreamName name) {
    return accounts.of(name);
  }

  /**
   * Decides about an input and appends what becomes of it.
   *
   * @param key the key of its {@code run_id}; 0 when it was refused by the scan
   */
  Outcome take(ScannedSnapshot input, long key, RecordKind kind) throws IOException {
    Ledger.Account account = accounts.of(input);
    Outcome outcome;
    try {
      outcome = decide(input, key, kind, account);
    } catch (JournalFullException e) {
      outcome = new Outcome.Shed(diskFull(e));
    }
    ledger.add(account, outcome);
    return outcome;
  }

  static Finding diskFull(JournalFullException e) {
    return new Finding(RecorderRules.DISK_FULL, "", String.valueOf(e.getMessage()), "", "");
  }

  private Outcome decide(ScannedSnapshot input, long key, RecordKind kind, Ledger.Account account)
      throws IOException {
    Finding finding = input.finding();
    if (finding != null) {
      return reject(input, finding, account);
    }
    Outcome outcome = repeated(input, key, account);
    if (outcome != null) {
      return outcome;
    }
    return kind == RecordKind.PATTERN ? takeOver(input, key, account) : judge(input, key, account);
  }

  private Outcome judge(ScannedSnapshot input, long key, Ledger.Account account)
      throws IOException {
    journal.checkRoom();
    ended.clear();
    return switch (pipeline.judge(input, receiveMillis)) {
      case Verdict.Accepted accepted -> record(input, key, account, accepted.notes());
      case Verdict.Rejected rejected -> reject(input, rejected.finding(), account);
      case Verdict.Blocked blocked -> block(input, blocked.finding(), account);
    };
  }

  private Outcome record(ScannedSnapshot input, long key, Ledger.Account account, Notes added)
      throws IOException {
    for (Gap gap : ended) {
      recordGap(gap, account);
    }
    safety.see(added, input, receiveMillis);
    start(RecordKind.SNAPSHOT, account, input.timestampMillis());
    entry.payload(input).notes(notes, added.encode(notes, 0));
    long position = appendSnapshot(input, key);
    newest.note(entry.symbolHash(), position);
    return new Outcome.Recorded(position, added.flags());
  }

  /** Takes over a record of another producer as it is: it was judged where it was made. */
  private Outcome takeOver(ScannedSnapshot input, long key, Ledger.Account account)
      throws IOException {
    start(RecordKind.PATTERN, account, input.timestampMillis());
    entry.payload(input);
    long position = appendSnapshot(input, key);
    pipeline.warmUp(input, receiveMillis);
    return new Outcome.Recorded(position, 0);
  }

  private long appendSnapshot(ScannedSnapshot input, long key)
      throws JournalFullException, JournalFailedException {
    entry.keys(
        StoredKeys.filterHash(input, Field.SYMBOL), StoredKeys.filterHash(input, Field.SESSION_ID));
    return journal.append(entry, key);
  }

  private Outcome reject(ScannedSnapshot input, Finding finding, Ledger.Account account)
      throws IOException {
    return new Outcome.Rejected(
        appendEvidence(RecordKind.REJECTED, input, finding, account), finding);
  }

  private Outcome block(ScannedSnapshot input, Finding finding, Ledger.Account account)
      throws IOException {
    return new Outcome.Blocked(
        appendEvidence(RecordKind.BLOCKED, input, finding, account), finding);
  }

  private long appendEvidence(
      RecordKind kind, ScannedSnapshot input, Finding finding, Ledger.Account account)
      throws IOException {
    byte[] payload = Evidence.write(finding, input);
    boolean timed = input.kind(Field.TIMESTAMP_MS) == ValueKind.NUMBER && input.finding() == null;
    start(kind, account, timed ? input.timestampMillis() : receiveMillis);
    entry.payload(payload, 0, payload.length);
    entry.keys(
        StoredKeys.filterHash(input, Field.SYMBOL), StoredKeys.filterHash(input, Field.SESSION_ID));
    return journal.append(entry, 0);
  }

  private void start(RecordKind kind, Ledger.Account account, long eventMillis) {
    entry.of(
        kind, account.text(), account.nextSequence(), eventMillis, receiveMillis, monotonicNanos);
  }

  private void recordGap(Gap gap, Ledger.Account account) throws IOException {
    gaps.onGap(gap);
    if (gap.severity() != Gap.Severity.MINOR) {
      byte[] payload = GapRecord.write(gap);
      start(RecordKind.GAP, account, gap.startMillis());
      entry.payload(payload, 0, payload.length).until(gap.endMillis());
      entry.keys(
          gap.symbol().isEmpty() ? 0 : KeyFilter.hash(gap.symbol()), KeyFilter.hash(gap.session()));
      journal.append(entry, 0);
    }
  }

  /** Appends a record of the recorder itself. */
  long append(RecordKind kind, byte[] payload) throws IOException {
    startOwn(kind, payload);
    return journal.append(entry, 0);
  }

  /** The same as of now, by {@code clock}; takes the lock. */
  long append(RecordKind kind, byte[] payload, RecorderClock clock) throws IOException {
    lock();
    try {
      at(clock.millis(), clock.nanos());
      return append(kind, payload);
    } finally {
      unlock();
    }
  }

  /** Appends that inputs may be missing. */
  void append(PossibleLoss loss) throws IOException {
    byte[] payload = GapRecord.write(loss);
    entry
        .of(RecordKind.GAP, OWN_STREAM, 0, loss.fromMillis(), receiveMillis, monotonicNanos)
        .payload(payload, 0, payload.length)
        .until(loss.toMillis());
    journal.append(entry, 0);
  }

  private long appendSafety(byte[] payload, Scope scope) throws IOException {
    startOwn(RecordKind.SAFETY, payload)
        .keys(scope.isAll() ? 0 : KeyFilter.hash(scope.symbol()), 0);
    return journal.append(entry, 0);
  }

  private Entry startOwn(RecordKind kind, byte[] payload) {
    return entry
        .of(kind, OWN_STREAM, 0, receiveMillis, receiveMillis, monotonicNanos)
        .payload(payload, 0, payload.length);
  }

  /** What the input is when its {@code run_id} is known: a duplicate, or rejected; else null. */
  private @Nullable Outcome repeated(ScannedSnapshot input, long key, Ledger.Account account)
      throws IOException {
    KnownRecords.Found found = known.find(key, (group, i) -> stored.likeness(group, i, input));
    if (found == null) {
      return null;
    }
    return found.isSame()
        ? new Outcome.Duplicate(found.position())
        : reject(input, reused(input, found.position()), account);
  }

  private static Finding reused(ScannedSnapshot input, long position) {
    return new Finding(
        RecorderRules.RUN_ID_REUSED,
        Field.RUN_ID.path(),
        "this run_id stands for another snapshot already, at position " + position,
        "one snapshot for each run_id",
        input.text(Field.RUN_ID));
  }

  /** Gives up what it reads the journal with. */
  void close() throws IOException {
    lock.lock();
    try {
      known.close();
    } finally {
      lock.unlock();
    }
  }
}
