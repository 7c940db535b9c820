package qts.decision.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import qts.decision.Decision;
import qts.decision.DecisionReader;
import qts.decision.DecisionReading;
import qts.decision.Judgment;
import qts.decision.json.ContractViolation;
import qts.decision.json.PythonJson;
import qts.safety.Attribution;
import qts.safety.SafetyChange;
import qts.safety.SafetyState;

class MinimalBlockingSetTest {
  private static final long MORNING = 1_768_089_792_000L;
  private static final SafetyState TRADING =
      SafetyState.INITIAL.after(
          new SafetyChange.Trading(true, new Attribution("operator:kim", "test", 0)));

  /** Three rules on one quantity, each stricter than the one before, and one apart. */
  private static final String RULES =
      """
      {"name": "overlap", "version": "1", "extract": {"volume": "observation.inputs.volume"},
       "transform": {"mean": {"mean": "volume", "last": 2}},
       "judge": [{"id": "buy", "version": "1", "when": {"value": "volume", "above": 0},
                  "then": {"action": "BUY", "order_type": "MARKET", "qty": "volume"}}],
       "block": [
         {"id": "wide", "version": "1", "value": "order_qty", "at_most": 30, "reason": "r"},
         {"id": "tight", "version": "2", "value": "order_qty", "at_most": 20, "reason": "r"},
         {"id": "mean", "version": "3", "value": "order_qty", "at_most": "mean", "reason": "r"},
         {"id": "apart", "version": "1", "forbid_tag": "gap", "reason": "r"}]}\
      """;

  private final RuleSet rules = RuleSet.read(RULES.getBytes(StandardCharsets.UTF_8));
  private final DecisionPipeline pipeline = new DecisionPipeline(rules, CollapsePolicy.DEFAULT);

  @Test
  void namesExactlyTheRulesThatAloneWouldHaveBeenEnough() {
    pipeline.onSnapshot(FakeView.of("A", MORNING, 1, 10), TRADING);
    assertThat(
            List.of(
                again(FakeView.of("A", MORNING + 1, 1, 25)),
                again(FakeView.of("A", MORNING + 2, 1, 40)),
                again(FakeView.of("A", MORNING + 3, 1, 15)),
                again(FakeView.of("A", MORNING + 4, 1, 15).tagged("gap"))))
        .containsExactly(
            List.of("tight/2: {\"at_most\": 20} 25.0", "mean/3: {\"at_most\": 17.5} 25.0"),
            List.of(
                "wide/1: {\"at_most\": 30} 40.0",
                "tight/2: {\"at_most\": 20} 40.0",
                "mean/3: {\"at_most\": 32.5} 40.0"),
            List.of(),
            List.of("apart/1: \"no tag\" \"gap\""));
  }

  @Test
  void asksTheGuardsOfTheTimeOfTheJudgmentToo() {
    Judgment judgment =
        recorded(
            pipeline.onSnapshot(FakeView.of("A", MORNING, 1, 50), SafetyState.INITIAL).getFirst());
    assertThat(MinimalBlockingSet.of(rules, judgment).orElseThrow().rules())
        .extracting(verdict -> verdict.rule().id())
        .containsExactly("G_EXE_TRADING_DISABLED", "wide", "tight", "mean");
  }

  @Test
  void refusesToAskAnotherVersionOfTheRules() {
    Judgment judgment =
        recorded(pipeline.onSnapshot(FakeView.of("A", MORNING, 1, 50), TRADING).getFirst());
    RuleSet changed = RuleSet.read(RULES.replace("30", "31").getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> MinimalBlockingSet.of(changed, judgment))
        .isInstanceOf(ContractViolation.class)
        .hasMessage("the judgment was made by another version of the rule set");
  }

  @Test
  void aJudgmentOfAnotherKindOfStrategyHasNone() {
    String foreign =
        "{\"kind\":\"judgment\",\"decision_id\":\"d\",\"created_at\":\"2026-01-11T09:03:12Z\","
            + "\"pipeline_step\":\"Decide\",\"action\":\"BUY\","
            + "\"order\":{\"action\":\"BUY\",\"order_type\":\"MARKET\"}}";
    assertThat(MinimalBlockingSet.of(rules, read(foreign))).isEmpty();
  }

  /** The rules that block, from the judgment as it is recorded. */
  private List<String> again(FakeView view) {
    Judgment judgment = recorded(pipeline.onSnapshot(view, TRADING).getFirst());
    return MinimalBlockingSet.of(rules, judgment).orElseThrow().rules().stream()
        .map(verdict ->
            "%s/%s: %s %s"
                .formatted(
                    verdict.rule().id(),
                    verdict.rule().version(),
                    PythonJson.line(verdict.limit()),
                    PythonJson.line(Objects.requireNonNull(verdict.actual()))))
        .toList();
  }

  private static Judgment recorded(Decision decision) {
    return read(decision.toJson().toString());
  }

  private static Judgment read(String json) {
    DecisionReading reading = DecisionReader.read(json.getBytes(StandardCharsets.UTF_8));
    return (Judgment) ((DecisionReading.Accepted) reading).decision();
  }
}
