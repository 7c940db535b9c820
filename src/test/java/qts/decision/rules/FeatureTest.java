package qts.decision.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import qts.decision.Decision;
import qts.decision.Judgment;
import qts.decision.Seeded;
import qts.decision.json.JsonFields;
import qts.decision.json.JsonNumber;
import qts.safety.SafetyState;

/** Holds the windows against the same numbers worked out from everything seen so far. */
class FeatureTest {
  private static final int SNAPSHOTS = 2_000;
  private static final RuleSet RULES =
      RuleSet.read(
          """
          {"name": "test", "version": "1",
           "extract": {"price": "observation.inputs.price", "volume": "observation.inputs.volume"},
           "transform": {
             "mean_5": {"mean": "price", "last": 5},
             "max_40": {"max": "price", "last": 40},
             "change_2": {"change": "price", "last": 2},
             "sum_3s": {"sum": "volume", "seconds": 3},
             "min_3s": {"min": "price", "seconds": 3},
             "count_10s": {"count": "price", "seconds": 10},
             "pct_10s": {"change_pct": "price", "seconds": 10},
             "off_mean": {"minus": ["price", "mean_5"]},
             "off_mean_max": {"max": "off_mean", "last": 3},
             "volume_age": {"since_ms": "volume"}},
           "judge": [{"id": "always", "version": "1", "when": {"value": 1, "equals": 1},
                      "then": {"action": "NONE"}}]}\
          """
              .getBytes(StandardCharsets.UTF_8));

  @Test
  void everyTransformEqualsWhatTheWholeHistoryGives() {
    Seeded seeded = new Seeded("transforms");
    DecisionPipeline pipeline = new DecisionPipeline(RULES, CollapsePolicy.DEFAULT);
    Map<String, History> histories = new TreeMap<>();
    long millis = 1_768_089_792_000L;
    for (int i = 0; i < SNAPSHOTS; i++) {
      millis += 250L * seeded.between(-1, 7);
      FakeView view =
          FakeView.of(
              seeded.oneOf(List.of("A", "B", "C")),
              millis,
              seeded.between(100, 10_000) / 4.0,
              seeded.between(0, 50));
      view = seeded.between(0, 10) == 0 ? view.without("volume") : view;
      view = seeded.between(0, 20) == 0 ? view.without("price") : view;
      History history = histories.computeIfAbsent(view.symbol(), _ -> new History());
      history.add(view);
      assertThat(values(pipeline.onSnapshot(view, SafetyState.INITIAL)))
          .as("snapshot %d", i)
          .isEqualTo(history.values(view));
    }
  }

  @Test
  void aWindowByTimeWithTooManySamplesCoversTheLatestOfThem() {
    DecisionPipeline pipeline = new DecisionPipeline(RULES, CollapsePolicy.DEFAULT);
    List<Decision> decisions = List.of();
    for (int i = 0; i <= RuleSet.MAX_SAMPLES; i++) {
      decisions = pipeline.onSnapshot(FakeView.of("A", 1_000, i, 1), SafetyState.INITIAL);
    }
    assertThat(values(decisions))
        .containsEntry("count_10s", (double) RuleSet.MAX_SAMPLES)
        .containsEntry("min_3s", 1.0);
  }

  @Test
  void oneSymbolTooManyMakesTheOneNotSeenForLongestStartAnew() {
    DecisionPipeline pipeline =
        new DecisionPipeline(RULES, CollapsePolicy.DEFAULT, 2, DecisionPipeline.MAX_SAMPLES);
    assertThat(startAnew(pipeline, FakeView.of("C", 1_500, 1, 1))).containsExactly("B");
  }

  @Test
  void oneSampleTooManyMakesTheSymbolNotSeenForLongestStartAnew() {
    long twoSymbols = 2 * RULES.newSymbol().capacity();
    assertThat(
            startAnew(
                new DecisionPipeline(RULES, CollapsePolicy.DEFAULT, 10, twoSymbols),
                FakeView.of("A", 1_500, 1, 1)))
        .isEmpty();
    assertThat(
            startAnew(
                new DecisionPipeline(RULES, CollapsePolicy.DEFAULT, 10, twoSymbols - 1),
                FakeView.of("A", 1_500, 1, 1)))
        .containsExactly("B");
  }

  /** Shows A, B, A, then {@code last}; says which of A and B are not remembered after that. */
  private static List<String> startAnew(DecisionPipeline pipeline, FakeView last) {
    pipeline.onSnapshot(FakeView.of("A", 1_000, 1, 1), SafetyState.INITIAL);
    pipeline.onSnapshot(FakeView.of("B", 1_000, 1, 1), SafetyState.INITIAL);
    pipeline.onSnapshot(FakeView.of("A", 1_200, 1, 1), SafetyState.INITIAL);
    pipeline.onSnapshot(last, SafetyState.INITIAL);
    return List.of("A", "B").stream()
        .filter(symbol ->
            !values(pipeline.onSnapshot(FakeView.of(symbol, 2_000, 1, 1), SafetyState.INITIAL))
                .containsKey("silence_ms"))
        .toList();
  }

  private static Map<String, Double> values(List<Decision> decisions) {
    Judgment judgment = (Judgment) decisions.getFirst();
    JsonFields values =
        JsonFields.of(judgment.metadata()).requiredFields("input").requiredFields("values");
    Map<String, Double> byName = new TreeMap<>();
    for (String name : values.names()) {
      JsonNumber number = values.requiredNumber(name);
      byName.put(name, number.doubleValue());
    }
    return byName;
  }

  /** Everything one symbol has shown, and the numbers worked out from it without shortcuts. */
  private static final class History {
    private final List<Sample> prices = new ArrayList<>();
    private final List<Sample> volumes = new ArrayList<>();
    private final List<Sample> offMeans = new ArrayList<>();
    private long now = Long.MIN_VALUE;
    private long before = Long.MIN_VALUE;

    private record Sample(long millis, double value) {}

    void add(FakeView view) {
      before = now;
      now = Math.max(now, view.eventMillis());
      double price = view.number("observation.inputs.price");
      double volume = view.number("observation.inputs.volume");
      if (!Double.isNaN(price)) {
        prices.add(new Sample(now, price));
      }
      if (!Double.isNaN(volume)) {
        volumes.add(new Sample(now, volume));
      }
      if (!Double.isNaN(price) && prices.size() >= 5) {
        offMeans.add(new Sample(now, price - plainSum(last(prices, 5)) / 5));
      }
    }

    Map<String, Double> values(FakeView view) {
      double price = view.number("observation.inputs.price");
      Map<String, Double> values = new TreeMap<>();
      values.put("age_ms", (double) FakeView.DELAY_MILLIS);
      put(values, "silence_ms", before == Long.MIN_VALUE ? Double.NaN : silence(view));
      put(values, "price", price);
      put(values, "volume", view.number("observation.inputs.volume"));
      put(values, "mean_5", prices.size() < 5 ? Double.NaN : plainSum(last(prices, 5)) / 5);
      put(values, "max_40", prices.size() < 40 ? Double.NaN : max(last(prices, 40)));
      put(values, "change_2", prices.size() < 2 ? Double.NaN : change(last(prices, 2)));
      List<Sample> volumes3s = within(volumes, 3_000);
      put(values, "sum_3s", volumes3s.isEmpty() ? Double.NaN : plainSum(volumes3s));
      List<Sample> prices3s = within(prices, 3_000);
      put(values, "min_3s", stream(prices3s).min().orElse(Double.NaN));
      List<Sample> prices10s = within(prices, 10_000);
      put(values, "count_10s", prices10s.size());
      put(
          values,
          "pct_10s",
          prices10s.size() < 2
              ? Double.NaN
              : 100 * change(prices10s) / prices10s.getFirst().value());
      if (values.containsKey("mean_5")) {
        put(values, "off_mean", price - values.get("mean_5"));
      }
      put(values, "off_mean_max", offMeans.size() < 3 ? Double.NaN : max(last(offMeans, 3)));
      put(values, "volume_age", volumes.isEmpty() ? Double.NaN : now - volumes.getLast().millis());
      return values;
    }

    private double silence(FakeView view) {
      return Math.max(0, view.eventMillis() - before);
    }

    private static void put(Map<String, Double> values, String name, double value) {
      if (!Double.isNaN(value)) {
        values.put(name, value);
      }
    }

    private List<Sample> within(List<Sample> samples, long millis) {
      return samples.stream().filter(sample -> sample.millis() > now - millis).toList();
    }

    private static List<Sample> last(List<Sample> samples, int count) {
      return samples.subList(samples.size() - count, samples.size());
    }

    private static double plainSum(List<Sample> samples) {
      double sum = 0;
      for (Sample sample : samples) {
        sum += sample.value();
      }
      return sum;
    }

    private static double max(List<Sample> samples) {
      return stream(samples).max().orElseThrow();
    }

    private static double change(List<Sample> samples) {
      return samples.getLast().value() - samples.getFirst().value();
    }

    private static DoubleStream stream(List<Sample> samples) {
      return samples.stream().mapToDouble(Sample::value);
    }
  }
}
