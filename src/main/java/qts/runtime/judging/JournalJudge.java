package qts.runtime.judging;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
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
import qts.runtime.recorder.Recorder;

/**
 * Follows a journal, has the rules judge what is recorded, and records what they decide, each
 * decision once. Has threads and a reader of its own: slow rules fall behind and keep nobody
 * waiting. While the decisions about some records are recorded, the next ones are judged.
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

  private final Recorder recorder;
  private final Journal journal;
  private final JournalReader reader;
  private final JudgingPass pass;
  private final JudgingMemory memory;
  private final RulesInForce inForce;
  private final Stopping stopping = new Stopping();
  private final DecisionRecording recording;
  private final Thread thread;
  private List<MadeDecision> made = new ArrayList<>();
  private long judged;
  private boolean replaying = true;
  private volatile @Nullable RuleSet rules;
  private volatile long receiveMillis;
  private volatile @Nullable String failure;

  private JournalJudge(Recorder recorder, Path folder, Function<RuleSet, Judge> judges)
      throws IOException {
    this.recorder = recorder;
    this.journal = recorder.journal();
    this.reader = journal.reader();
    this.pass = new JudgingPass(journal.reader(), 1, judges, this::take, new Inputs());
    this.memory = new JudgingMemory(journal, folder, pass);
    this.inForce = new RulesInForce(recorder);
    this.recording = new DecisionRecording(recorder, stopping);
    this.judged = memory.cursor().position();
    this.thread = Thread.ofPlatform().name("rules").unstarted(this::run);
    recording.goOn(judged, RecordedDecisions.none());
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
   * @param folder where it keeps its cursor and its checkpoint
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
    judge.inForce.turnTo(rules, judge.reader);
    judge.thread.start();
    return judge;
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
    while (goesOn && !inForce.announce()) {
      goesOn = stopping.awaitRoom();
    }
  }

  /** Brings the judge to where it was, without recording anything. */
  private void replay() throws IOException {
    long done = judged;
    long kept = memory.resume();
    long next = kept >= 0 ? kept + 1 : beginning(done);
    while (next <= done && !stopping.isStopped()) {
      next = pass.judge(next, done);
    }
    replaying = false;
    rules = pass.judging().rules();
    RecordedDecisions recorded = RecordedDecisions.since(reader, memory.cursor().end());
    recording.goOn(done, recorded);
    LOG.atInfo()
        .addKeyValue("position", done)
        .addKeyValue("remembered", kept)
        .addKeyValue("recorded_behind", recorded.count())
        .log("the rules go on behind position {}", done);
  }

  /** Where to begin anew so as to know at {@code done} what is to be known there. */
  private long beginning(long done) throws IOException {
    return new RulesHistory(reader)
        .newest(done)
        .map(RulesHistory.Recorded::position)
        .orElse(done + 1);
  }

  private void follow() throws IOException {
    while (!stopping.isStopped() && judged < inForce.endsBehind()) {
      long durable = journal.durablePosition();
      if (durable <= judged) {
        recording.finish();
        await();
      } else {
        judge(Math.min(durable, inForce.endsBehind()));
      }
      if (memory.isDue()) {
        recording.finish();
        memory.keepDue(recording, judged);
      }
    }
    recording.finish();
    memory.keepAll(recording, judged);
  }

  private void judge(long to) throws IOException {
    long next = pass.judge(judged + 1, to);
    rules = pass.judging().rules();
    judged = next - 1;
    recording.begin(made, judged);
    made = new ArrayList<>();
  }

  private void await() {
    try {
      journal.awaitBeyond(judged, WAIT_NANOS);
    } catch (InterruptedException e) {
      throw new IllegalStateException("the rules must not be interrupted", e);
    }
  }

  /** Takes a decision that was made. */
  private void take(RuleSet by, Decision decision, long eventMillis) {
    if (!replaying) {
      made.add(new MadeDecision(by.name(), decision, eventMillis));
    }
  }

  /** Notes how old what is judged is. */
  private final class Inputs implements JudgingPass.Listener {
    @Override
    public void onInput(JudgingInput input) {
      receiveMillis = input.receiveMillis();
    }

    @Override
    public boolean wantsUnjudged() {
      return false;
    }
  }

  /** How far it is. */
  public JudgingState state() {
    long durable = journal.durablePosition();
    long at = recording.position();
    long behind = Math.max(0, durable - at);
    long lagMillis = behind == 0 ? 0 : Math.max(0, recorder.nowMillis() - receiveMillis);
    return new JudgingState(
        Optional.ofNullable(rules),
        at,
        behind,
        receiveMillis == 0 ? 0 : lagMillis,
        recording.judgments(),
        recording.blocks(),
        recording.nonExecutions(),
        Optional.ofNullable(failure));
  }

  /** Ends once everything recorded so far is judged, or after a while in any case. */
  @Override
  public void close() throws IOException {
    pause();
    try {
      thread.join(PATIENCE_MILLIS);
      if (thread.isAlive()) {
        long behind = journal.durablePosition() - recording.position();
        LOG.warn("the rules are behind by {} records; they go on at the next start", behind);
        stopping.stop();
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    stopping.stop();
    recording.close();
    pass.close();
    reader.close();
  }

  private void pause() throws IOException {
    if (inForce.endsBehind() != Long.MAX_VALUE || !thread.isAlive()) {
      if (journal.failure() != null) {
        stopping.stop();
      }
      return;
    }
    try {
      inForce.pause();
    } catch (JournalFullException | JournalFailedException e) {
      LOG.warn("no room to record that the rules pause: {}", e.getMessage());
      stopping.stop();
    }
  }
}
