package qts.runtime.judging;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import qts.runtime.recorder.Appended;
import qts.runtime.recorder.Decided;
import qts.runtime.recorder.DecidedWriter;
import qts.runtime.recorder.Recorder;

/**
 * Writes and records what rules decided, in order, each decision once. Has a thread of its own, so
 * that some runs of decisions are recorded while the rules come to the next; at {@link #MAX_RUNS}
 * the rules wait. {@link #begin}, {@link #finish} and what rests on them are for one thread; how
 * far it is may be asked by any.
 */
final class DecisionRecording implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger("qts.rules");

  /** The most runs of decisions that wait to be recorded. */
  static final int MAX_RUNS = 4;

  /** So few decisions are recorded at once rather than handed over. */
  private static final int LEAST_RUN = 64;

  private final Recorder recorder;
  private final Stopping stopping;
  private final DecidedWriter writer = new DecidedWriter();
  private final LongAdder judgments = new LongAdder();
  private final LongAdder blocks = new LongAdder();
  private final LongAdder nonExecutions = new LongAdder();
  private final ExecutorService executor =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().name("rules-recorder").daemon().factory());
  private final Queue<Future<@Nullable Void>> running = new ArrayDeque<>();
  private RecordedDecisions known = RecordedDecisions.none();
  private long lastOutput = -1;
  private volatile long position = -1;

  DecisionRecording(Recorder recorder, Stopping stopping) {
    this.recorder = recorder;
    this.stopping = stopping;
  }

  /**
   * Goes on behind a position.
   *
   * @param recorded what is recorded already of what was decided behind it; passed over once more
   */
  void goOn(long behind, RecordedDecisions recorded) {
    position = behind;
    known = recorded;
  }

  /** Everything that was decided about records up to here, this position included, is recorded. */
  long position() {
    return position;
  }

  /** Where the last decision is recorded; below 0 when there was none. */
  long lastOutput() {
    return lastOutput;
  }

  /** Whether decisions are expected that are recorded already. */
  boolean isCatchingUp() {
    return !known.isEmpty();
  }

  long judgments() {
    return judgments.sum();
  }

  long blocks() {
    return blocks.sum();
  }

  long nonExecutions() {
    return nonExecutions.sum();
  }

  /**
   * Begins to record what was decided about the records up to {@code judged}, once the runs before
   * are recorded.
   */
  void begin(List<MadeDecision> made, long judged) throws IOException {
    if (made.size() < LEAST_RUN) {
      finish();
      record(made, judged);
    } else {
      awaitFewer(MAX_RUNS);
      running.add(
          executor.submit(() -> {
            record(made, judged);
            return null;
          }));
    }
  }

  /** Waits until everything that was begun is recorded, or given up. */
  void finish() throws IOException {
    awaitFewer(1);
  }

  private void awaitFewer(int runs) throws IOException {
    while (running.size() >= runs) {
      await(running.remove());
    }
  }

  private static void await(Future<@Nullable Void> run) throws IOException {
    try {
      run.get();
    } catch (InterruptedException e) {
      throw new IllegalStateException("the rules must not be interrupted", e);
    } catch (ExecutionException e) {
      switch (Objects.requireNonNull(e.getCause())) {
        case IOException failed -> throw failed;
        case Error broken -> throw broken;
        default ->
            throw new IllegalStateException("a decision could not be recorded", e.getCause());
      }
    }
  }

  private void record(List<MadeDecision> made, long judged) throws IOException {
    if (stopping.isStopped()) {
      return;
    }
    List<Decided> decided = new ArrayList<>(made.size());
    for (MadeDecision one : made) {
      decided.add(writer.write(one.ruleSet(), one.decision(), one.eventMillis()));
    }
    int next = 0;
    while (!known.isEmpty() && next < decided.size()) {
      passOver(decided.get(next++));
    }
    if (append(decided, next)) {
      position = judged;
    }
  }

  /** Records them from {@code first} on; false when it was given up before all of them were. */
  private boolean append(List<Decided> decided, int first) throws IOException {
    int next = first;
    while (next < decided.size()) {
      Appended appended = recorder.append(decided, next);
      count(decided.subList(next, appended.next()));
      next = appended.next();
      lastOutput = Math.max(lastOutput, appended.lastPosition());
      if (appended.full() && !stopping.awaitRoom()) {
        return false;
      }
    }
    return true;
  }

  /** Passes over a decision that is recorded already. */
  private void passOver(Decided again) {
    long at = known.position();
    if (!known.takeIsSame(again)) {
      LOG.error("the decision at {} comes out otherwise now; the recorded one stays", at);
    }
    lastOutput = at;
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

  /** Ends once the last run is recorded or given up. */
  @Override
  public void close() {
    executor.close();
  }
}
