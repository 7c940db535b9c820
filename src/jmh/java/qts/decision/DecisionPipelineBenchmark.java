package qts.decision;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import qts.decision.rules.CollapsePolicy;
import qts.decision.rules.DecisionPipeline;
import qts.decision.rules.RuleSet;
import qts.decision.rules.SnapshotView;
import qts.safety.Attribution;
import qts.safety.SafetyChange;
import qts.safety.SafetyState;

/**
 * Judgments per second on one core: every snapshot is judged, its order goes through guards, limits
 * and three rules, and becomes a judgment with a non-execution or blocks, fingerprint included.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class DecisionPipelineBenchmark {
  private static final String RULES =
      """
      {"name": "bench", "version": "1",
       "extract": {"price": {"path": "observation.inputs.price", "required": true},
                   "volume": "observation.inputs.volume"},
       "transform": {"mean_20": {"mean": "price", "last": 20},
                     "to_mean": {"ratio": ["price", "mean_20"]},
                     "move_60s": {"change_pct": "price", "seconds": 1}},
       "judge": [{"id": "buy", "version": "1", "when": {"value": "price", "above": 0},
                  "then": {"action": "BUY", "order_type": "LIMIT", "qty": 1,
                           "limit_price": "price", "reference_price": "price",
                           "reason": "momentum"}}],
       "block": [
         {"id": "jump", "version": "1", "value": "move_60s", "at_least": -50, "at_most": 50,
          "unknown": "pass", "reason": "jump"},
         {"id": "size", "version": "1", "value": "order_qty", "at_most": 10, "reason": "size"},
         {"id": "age", "version": "1", "value": "age_ms", "at_most": AGE, "reason": "old"}]}\
      """;

  /** Whether the last rule blocks every order. */
  @Param({"false", "true"})
  boolean blocked;

  private final View view = new View();
  private DecisionPipeline pipeline = pipeline(false);
  private SafetyState safety = SafetyState.INITIAL;

  @Setup
  public void setUp() {
    pipeline = pipeline(blocked);
    safety =
        SafetyState.INITIAL.after(
            new SafetyChange.Trading(true, new Attribution("benchmark", "to judge", 0)));
  }

  private static DecisionPipeline pipeline(boolean blocked) {
    String rules = RULES.replace("AGE", blocked ? "1" : "1000");
    return new DecisionPipeline(
        RuleSet.read(rules.getBytes(StandardCharsets.UTF_8)), CollapsePolicy.DEFAULT);
  }

  @Benchmark
  public List<Decision> judgment() {
    view.next();
    return pipeline.onSnapshot(view, safety);
  }

  /** Snapshots of one symbol, 10 ms apart. */
  private static final class View implements SnapshotView {
    private static final String HASH =
        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    private int count;
    private long millis = 1_768_089_792_000L;
    private String runId = "";

    void next() {
      count++;
      millis += 10;
      runId = "5f3a9c0d11223344556677" + (1_000_000_000 + count);
    }

    @Override
    public String symbol() {
      return "005930";
    }

    @Override
    public String market() {
      return "KRX";
    }

    @Override
    public long eventMillis() {
      return millis;
    }

    @Override
    public long receiveMillis() {
      return millis + 5;
    }

    @Override
    public String runId() {
      return runId;
    }

    @Override
    public String contentHash() {
      return HASH;
    }

    @Override
    public double number(String path) {
      return path.endsWith("price") ? 71_000 + count % 97 * 10 : count % 13;
    }

    @Override
    public List<String> tags() {
      return List.of();
    }
  }
}
