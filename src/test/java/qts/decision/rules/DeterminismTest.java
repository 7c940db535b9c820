package qts.decision.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import qts.decision.Decision;
import qts.decision.Samples;
import qts.safety.AnomalyTriggers;
import qts.safety.Attribution;
import qts.safety.SafetyChange;
import qts.safety.SafetyState;

/** The same snapshots give the same decisions, down to ids and digits, however maps are built. */
class DeterminismTest {
  private static final int SNAPSHOTS = 3_000;
  private static final Attribution KIM = new Attribution("operator:kim", "test", 0);

  @Test
  void theSameInputTwiceGivesTheSameDecisions() {
    assertThat(run(1)).hasSizeGreaterThan(SNAPSHOTS / 10).isEqualTo(run(1));
  }

  @Test
  void theOrderInWhichMapsWereFilledDoesNotMatter() {
    List<String> decisions = run(1);
    for (long order = 2; order < 10; order++) {
      assertThat(run(order)).isEqualTo(decisions);
    }
  }

  @Test
  void aJudgeThatGoesOnFromWhatAnotherSavedSaysTheSame() {
    for (int maxSymbols : List.of(4, DecisionPipeline.MAX_SYMBOLS)) {
      List<String> decisions = run(1, Integer.MAX_VALUE, maxSymbols);
      for (int interruptedEvery : List.of(1_499, 100, 7)) {
        assertThat(run(1, interruptedEvery, maxSymbols)).isEqualTo(decisions);
      }
    }
  }

  @Test
  void everyJudgmentHasItsOwnId() {
    Pattern id = Pattern.compile("\"kind\": \"judgment\", \"decision_id\": \"([0-9a-f]{32})\"");
    List<String> ids =
        run(1).stream()
            .map(id::matcher)
            .filter(Matcher::find)
            .map(found -> found.group(1))
            .toList();
    assertThat(ids).hasSizeGreaterThan(SNAPSHOTS / 20).doesNotHaveDuplicates();
  }

  /** Everything the pipeline says; {@code order} decides only how the maps are filled. */
  private static List<String> run(long order) {
    return run(order, Integer.MAX_VALUE, DecisionPipeline.MAX_SYMBOLS);
  }

  /** The same by one judge after the other, each of which saves after some snapshots and ends. */
  private static List<String> run(long order, int interruptedEvery, int maxSymbols) {
    Random shuffle = new Random(order);
    Random market = new Random(7);
    DecisionPipeline pipeline = pipeline(maxSymbols);
    AnomalyTriggers triggers = new AnomalyTriggers(shuffled(triggers(), shuffle));
    SafetyState safety = SafetyState.INITIAL.after(new SafetyChange.Trading(true, KIM));
    List<String> said = new ArrayList<>();
    long millis = 1_768_089_792_000L;
    for (int i = 0; i < SNAPSHOTS; i++) {
      millis += market.nextInt(2_000);
      FakeView view = snapshot(market, millis, shuffle);
      for (SafetyChange raised :
          triggers.raisedBy(view.tags(), view.symbol(), view.receiveMillis())) {
        safety = safety.after(raised);
      }
      pipeline.onSnapshot(view, safety).forEach(decision -> said.add(line(decision)));
      if ((i + 1) % interruptedEvery == 0) {
        pipeline = successorOf(pipeline, maxSymbols);
      }
    }
    pipeline.flush().forEach(block -> said.add(line(block)));
    return said;
  }

  private static DecisionPipeline pipeline(int maxSymbols) {
    return new DecisionPipeline(
        RuleSet.read(example()),
        new CollapsePolicy(2, 5_000, 3),
        maxSymbols,
        DecisionPipeline.MAX_SAMPLES);
  }

  private static DecisionPipeline successorOf(DecisionPipeline ended, int maxSymbols) {
    try {
      ByteArrayOutputStream saved = new ByteArrayOutputStream();
      ended.save(new DataOutputStream(saved));
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(saved.toByteArray()));
      DecisionPipeline next = pipeline(maxSymbols);
      next.resume(in);
      assertThat(in.available()).isZero();
      return next;
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static FakeView snapshot(Random market, long millis, Random shuffle) {
    Map<String, Double> numbers = new HashMap<>();
    numbers.put("observation.inputs.price", 1_000 + market.nextGaussian());
    numbers.put("observation.inputs.volume", market.nextInt(5) / 100.0);
    numbers.put("observation.inputs.bid", 999.0);
    List<String> tags = market.nextInt(50) == 0 ? List.of("GAP_CRITICAL", "jump") : List.of();
    String symbol = "S" + market.nextInt(5);
    return new FakeView(symbol, "KRX", millis, shuffled(numbers, shuffle), tags);
  }

  private static Map<String, AnomalyTriggers.Trigger> triggers() {
    Map<String, AnomalyTriggers.Trigger> triggers = new HashMap<>();
    for (String tag : List.of("GAP_CRITICAL", "jump", "stale", "a", "b", "c")) {
      triggers.put(tag, new AnomalyTriggers.Trigger(tag + "_FLAG", 30_000));
    }
    return triggers;
  }

  private static <V> Map<String, V> shuffled(Map<String, V> map, Random shuffle) {
    List<Map.Entry<String, V>> entries = new ArrayList<>(map.entrySet());
    Collections.shuffle(entries, shuffle);
    Map<String, V> filled = new HashMap<>(16 << shuffle.nextInt(5));
    entries.forEach(entry -> filled.put(entry.getKey(), entry.getValue()));
    return filled;
  }

  private static String line(Decision decision) {
    return decision.toJson().toString();
  }

  private static byte[] example() {
    return Samples.bytes("/rules/example.json");
  }
}
