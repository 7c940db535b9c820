package qts.runtime.judging;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import qts.decision.Decision;
import qts.decision.rules.CollapsePolicy;
import qts.decision.rules.DecisionPipeline;
import qts.decision.rules.Judge;
import qts.decision.rules.RuleSet;
import qts.journal.Journal;
import qts.journal.JournalFailedException;
import qts.journal.JournalFullException;
import qts.journal.JournalReader;
import qts.runtime.recorder.Appended;
import qts.runtime.recorder.Decided;
import qts.runtime.recorder.Recorder;

/**
 * Follows a journal, has the rules judge what is recorded, and records what they decide, each
 * decision once. Has a thread and a reader of its own: slow rules fall behind and keep nobody
 * waiting.
 *
 * <p>What is decided depends on the journal alone ({@link Judging}). So after a crash the decisions
 * about the last records are made again, come out as before, and those that are recorded already
 * are passed over.
 */
public final class JournalJudge implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger("qts.rules");

  /** How long a stop waits for the rules to come to the end of the journal. */
  private static final long PATIENCE_MILLIS = 8_000;

  private static final long WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
  private static final long SAVE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Recorder recorder;
  private final Journal journal;
  private final Path folder;
  private final JournalReader reader;
  private final JudgingPass pass;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ending = lock.newCondition();
  private final List<Decided> decided = new ArrayList<>();
  private final LongAdder judgments = new LongAdder();
  private final LongAdder blocks = new LongAdder();
  private final LongAdder nonExecutions = new LongAdder();
  private JudgingCursor saved;
  private long lastOutput = -1;
  private @Nullable RecordedDecisions recorded;
  private byte @Nullable [] announcement;
  private boolean ends;
  private boolean replaying = true;
  private volatile @Nullable RuleSet rules;
  private volatile long position = -1;
  private volatile long receiveMillis;
  private volatile long endsBehind = Long.MAX_VALUE;
  private volatile boolean abandoned;
  private volatile @Nullable String failure;

  private JournalJudge(Recorder recorder, Path folder, Function<RuleSet, Judge> judges) {
    this.recorder = recorder;
    this.journal = recorder.journal();
    this.folder = folder;
    this.reader = journal.reader();
    this.saved = JudgingCursor.start(journal.id());
    this.pass =
        new JudgingPass(
            journal.reader(),
            1,
            judges,
            this::take,
            input -> receiveMillis = input.receiveMillis());
    this.thread = Thread.ofPlatform().name("rules").unstarted(this::run);
  }

  /** The judge that the rules of the configuration are given to. */
  public static Judge pipeline(RuleSet rules) {
    return new DecisionPipeline(rules, CollapsePolicy.DEFAULT);
  }

  /**
   * Begins to judge what {@code recorder} records. A rule set that is not in force yet is recorded,
   * and so is that none is in force any more; then what the one before left undone is done first.
   *
   * @param rules the rule set to judge by; empty for none
   * @param folder where it keeps its cursor
   * @param judges makes the judge of a rule set
   * @param bugs hears when the thread ends by a bug
   */
  public static JournalJudge start(
      Recorder recorder,
      Optional<RuleSet> rules,
      Path folder,
      Function<RuleSet, Judge> judges,
      Thread.UncaughtExceptionHandler bugs)
      throws IOException {
    JournalJudge judge = new JournalJudge(recorder, folder, judges);
    judge.thread.setUncaughtExceptionHandler(bugs);
    judge.prepare(rules);
    judge.thread.start();
    return judge;
  }

  private void prepare(Optional<RuleSet> wanted) throws IOException {
    Optional<JudgingCursor> known = JudgingCursor.read(folder, journal.id());
    known
        .filter(cursor -> cursor.position() <= journal.durablePosition())
        .ifPresent(cursor -> saved = cursor);
    position = saved.position();
    RulesHistory history = new RulesHistory(reader);
    Optional<RulesHistory.Recorded> newest = history.newest(Long.MAX_VALUE);
    Optional<String> inForce =
        newest
            .filter(record -> record.rules() instanceof RulesRecord.Begin)
            .map(record -> ((RulesRecord.Begin) record.rules()).rules().hash());
    if (wanted.isPresent() && !inForce.equals(wanted.map(RuleSet::hash))) {
      begin(wanted.get());
    } else if (wanted.isEmpty() && inForce.isPresent()) {
      announcement = new RulesRecord.End().toBytes();
      ends = true;
      announce();
    } else if (wanted.isEmpty()) {
      endsBehind = newest.map(RulesHistory.Recorded::position).orElse(-1L);
    }
  }

  private void begin(RuleSet wanted) throws IOException {
    long warmFrom = WarmUp.from(reader, wanted, recorder.nowMillis());
    byte[] record = new RulesRecord.Begin(wanted, warmFrom).toBytes();
    if (record.length > journal.maxPayloadBytes()) {
      throw new RulesTooLargeException(record.length, journal.maxPayloadBytes());
    }
    announcement = record;
    announce();
  }

  /** Records the change of rules that is due; false while the disk has no room for it. */
  private boolean announce() throws IOException {
    byte[] due = announcement;
    if (due == null) {
      return true;
    }
    try {
      long at = recorder.recordRules(due);
      announcement = null;
      if (ends) {
        endsBehind = at;
      }
      return true;
    } catch (JournalFullException full) {
      LOG.warn("no room to record the change of rules, it will be: {}", full.getMessage());
      return false;
    }
  }

  private void run() {
    try {
      awaitAnnouncement();
      replay();
      follow();
    } catch (JournalFailedException e) {
      LOG.debug("the rules end with the journal", e);
    } catch (IOException e) {
      failure = String.valueOf(e.getMessage());
      LOG.error("the rules can't read the journal and judge no more; restart the service", e);
    }
  }

  private void awaitAnnouncement() throws IOException {
    boolean goesOn = true;
    while (goesOn && !announce()) {
      goesOn = awaitRoom();
    }
  }

  /** Brings the judge to where it was, without recording anything. */
  private void replay() throws IOException {
    RulesHistory history = new RulesHistory(reader);
    long done = saved.position();
    Optional<RulesHistory.Recorded> from = history.newest(done);
    long next = from.map(RulesHistory.Recorded::position).orElse(done + 1);
    if (from.isPresent()) {
      while (next <= done && !abandoned) {
        next = pass.judge(next, done);
      }
    }
    replaying = false;
    rules = pass.judging().rules();
    recorded = RecordedDecisions.since(reader, saved.end());
    LOG.atInfo()
        .addKeyValue("position", done)
        .addKeyValue("recorded_behind", recorded.count())
        .log("the rules go on behind position {}", done);
  }

  private void follow() throws IOException {
    long lastSave = System.nanoTime();
    while (!abandoned && position < endsBehind) {
      long durable = journal.durablePosition();
      if (durable <= position) {
        await();
      } else {
        judge(Math.min(durable, endsBehind));
      }
      if (System.nanoTime() - lastSave > SAVE_NANOS) {
        save();
        lastSave = System.nanoTime();
      }
    }
    save();
  }

  private void judge(long to) throws IOException {
    long next = pass.judge(position + 1, to);
    rules = pass.judging().rules();
    if (record()) {
      position = next - 1;
    }
  }

  private void await() {
    try {
      journal.awaitBeyond(position, WAIT_NANOS);
    } catch (InterruptedException e) {
      throw new IllegalStateException("the rules must not be interrupted", e);
    }
  }

  /** Takes a decision that was made. */
  private void take(RuleSet by, Decision decision, long eventMillis) {
    if (!replaying) {
      decided.add(new Decided(by.name(), decision, eventMillis));
    }
  }

  /** Records what was decided; false when it was given up before all of it was. */
  private boolean record() throws IOException {
    long last = lastOutput;
    int next = 0;
    while (isKnown() && next < decided.size()) {
      last = passOver(decided.get(next++));
    }
    while (next < decided.size()) {
      Appended appended = recorder.append(decided, next);
      count(decided.subList(next, appended.next()));
      next = appended.next();
      last = Math.max(last, appended.lastPosition());
      if (appended.full() && !awaitRoom()) {
        return false;
      }
    }
    decided.clear();
    lastOutput = last;
    return true;
  }

  private boolean isKnown() {
    return recorded != null && !recorded.isEmpty();
  }

  /** Passes over a decision that is recorded already; returns where. */
  private long passOver(Decided again) {
    RecordedDecisions known = Objects.requireNonNull(recorded);
    long at = known.position();
    if (!known.takeIsSame(again)) {
      LOG.error("the decision at {} comes out otherwise now; the recorded one stays", at);
    }
    return at;
  }

  private void count(List<Decided> some) {
    for (Decided one : some) {
      switch (one.kind()) {
        case BLOCK -> blocks.add(one.count());
        case NON_EXECUTION -> nonExecutions.increment();
        default -> judgments.increment();
      }
    }
  }

  /** Waits a moment for room on the disk; false when the wait is given up. */
  private boolean awaitRoom() {
    lock.lock();
    try {
      long left = WAIT_NANOS;
      while (!abandoned && left > 0) {
        left = ending.awaitNanos(left);
      }
      return !abandoned;
    } catch (InterruptedException e) {
      throw new IllegalStateException("the rules must not be interrupted", e);
    } finally {
      lock.unlock();
    }
  }

  /** Makes the cursor durable, once everything before it is. */
  private void save() throws IOException {
    if (position == saved.position() || isKnown()) {
      return;
    }
    if (lastOutput >= 0) {
      journal.awaitDurable(lastOutput);
    }
    JudgingCursor next =
        new JudgingCursor(journal.id(), position, Math.max(saved.end(), lastOutput + 1));
    next.write(folder);
    saved = next;
  }

  /** How far it is. */
  public JudgingState state() {
    long durable = journal.durablePosition();
    long at = position;
    long behind = Math.max(0, durable - at);
    long lagMillis = behind == 0 ? 0 : Math.max(0, recorder.nowMillis() - receiveMillis);
    return new JudgingState(
        Optional.ofNullable(rules),
        at,
        behind,
        receiveMillis == 0 ? 0 : lagMillis,
        judgments.sum(),
        blocks.sum(),
        nonExecutions.sum(),
        Optional.ofNullable(failure));
  }

  /** Ends once everything recorded so far is judged, or after a while in any case. */
  @Override
  public void close() throws IOException {
    pause();
    try {
      thread.join(PATIENCE_MILLIS);
      if (thread.isAlive()) {
        LOG.warn("the rules are behind by {} records; they go on at the next start", behind());
        abandon();
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    pass.close();
    reader.close();
  }

  private long behind() {
    return journal.durablePosition() - position;
  }

  private void pause() throws IOException {
    if (endsBehind != Long.MAX_VALUE || !thread.isAlive()) {
      abandonIfFailed();
      return;
    }
    try {
      endsBehind = recorder.recordRules(new RulesRecord.Pause().toBytes());
    } catch (JournalFullException | JournalFailedException e) {
      LOG.warn("no room to record that the rules pause: {}", e.getMessage());
      abandon();
    }
  }

  private void abandonIfFailed() {
    if (journal.failure() != null) {
      abandon();
    }
  }

  private void abandon() {
    lock.lock();
    try {
      abandoned = true;
      ending.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
