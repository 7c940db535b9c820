package qts.runtime.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import qts.decision.rules.RuleSet;
import qts.journal.JournalSettings;
import qts.runtime.judging.JournalJudge;
import qts.runtime.judging.JudgingState;
import qts.runtime.recorder.Ack;
import qts.runtime.recorder.BodyFormat;
import qts.runtime.recorder.Recorder;
import qts.runtime.recorder.RecorderSettings;
import qts.safety.Attribution;
import qts.safety.SafetyChange;

/**
 * Measures the way from recorded snapshots to durable decisions: read from the journal, extracted,
 * transformed, judged to an order each, held against every guard, limit and three rules, tried out
 * virtually, and recorded as a judgment and a non-execution.
 */
public final class DecisionBench {
  private static final int BATCH = 100;
  private static final long T0 = 1_768_089_792_417L;
  private static final long BATCH_MILLIS = 1_000;
  private static final long PAUSE_MILLIS = 1;
  private static final String RULES =
      """
      {"name": "bench", "version": "1",
       "extract": {"price": {"path": "observation.inputs.price", "required": true},
                   "volume": "observation.inputs.volume"},
       "transform": {"mean_20": {"mean": "price", "last": 20},
                     "to_mean": {"ratio": ["price", "mean_20"]},
                     "move_1s": {"change_pct": "price", "seconds": 1}},
       "judge": [{"id": "buy", "version": "1", "when": {"value": "price", "above": 0},
                  "then": {"action": "BUY", "order_type": "LIMIT", "qty": 1,
                           "limit_price": "price", "reference_price": "price",
                           "reason": "every snapshot"}}],
       "block": [
         {"id": "jump", "version": "1", "value": "move_1s", "at_least": -50, "at_most": 50,
          "unknown": "pass", "reason": "jump"},
         {"id": "size", "version": "1", "value": "order_qty", "at_most": 10, "reason": "size"},
         {"id": "thin", "version": "1", "value": "volume", "at_least": 1, "reason": "thin"}]}\
      """;

  private final Path folder;
  private final RuleSet rules = RuleSet.read(RULES.getBytes(StandardCharsets.UTF_8));
  private final CanonicalSnapshots snapshots = new CanonicalSnapshots(BATCH, "bench_rules", 1);
  private long millis = T0;

  /**
   * What was measured.
   *
   * @param judgments how many there were, each with its non-execution
   * @param seconds from the first snapshot read to the last decision durable
   */
  public record Measured(long judgments, double seconds) {
    public double perSecond() {
      return judgments / seconds;
    }
  }

  /** Works in {@code folder}, which it fills. */
  public DecisionBench(Path folder) {
    this.folder = folder;
  }

  /** Judges {@code warmUp} snapshots, then {@code count} more that are measured. */
  public Measured run(int warmUp, int count) throws IOException, InterruptedException {
    RecorderSettings standard = RecorderSettings.in(folder.resolve("journal"));
    RecorderSettings settings =
        new RecorderSettings(
            standard.journalFolder(),
            JournalSettings.standard(),
            standard.pipeline(),
            standard.guard(),
            standard.maxSnapshotBytes());
    try (Recorder recorder = Recorder.open(settings, failure -> {})) {
      recorder
          .safety()
          .change(at -> new SafetyChange.Trading(true, new Attribution("bench", "to judge", at)));
      judge(recorder, 0);
      record(recorder, warmUp);
      judge(recorder, warmUp);
      record(recorder, count);
      return judge(recorder, count);
    }
  }

  private void record(Recorder recorder, int count) throws IOException {
    for (int sent = 0; sent < count; sent += BATCH) {
      millis += BATCH_MILLIS;
      byte[] body = snapshots.refill(millis);
      recorder.record(body, 0, body.length, BodyFormat.LINES, Ack.RECEIVED);
    }
    recorder.journal().awaitDurable(recorder.journal().nextPosition() - 1);
  }

  /** Has the rules judge what was recorded since they judged last. */
  private Measured judge(Recorder recorder, int count) throws IOException, InterruptedException {
    long last = recorder.journal().durablePosition();
    long started = System.nanoTime();
    AtomicReference<@Nullable Throwable> bug = new AtomicReference<>();
    JudgingState state;
    try (JournalJudge judge =
        JournalJudge.start(
            recorder,
            Optional.of(rules),
            folder.resolve("cursors"),
            JournalJudge::pipeline,
            (thread, thrown) -> bug.set(thrown))) {
      while (judge.state().position() < last && judge.state().failure().isEmpty()) {
        if (bug.get() != null) {
          throw new IOException("a bug stopped the rules", bug.get());
        }
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      }
      state = judge.state();
      recorder.journal().awaitDurable(recorder.journal().nextPosition() - 1);
    }
    double seconds = (System.nanoTime() - started) / 1e9;
    if (state.judgments() != count || state.nonExecutions() != count) {
      throw new IOException("not every snapshot was judged and passed: " + state);
    }
    return new Measured(count, seconds);
  }
}
