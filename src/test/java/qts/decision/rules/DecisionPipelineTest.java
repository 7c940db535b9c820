package qts.decision.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import qts.decision.Action;
import qts.decision.Block;
import qts.decision.Decision;
import qts.decision.DecisionReader;
import qts.decision.DecisionReading;
import qts.decision.Judgment;
import qts.decision.NonExecution;
import qts.decision.json.JsonValue;
import qts.decision.json.PythonJson;
import qts.safety.Attribution;
import qts.safety.SafetyChange;
import qts.safety.SafetyLimit;
import qts.safety.SafetyState;
import qts.safety.Scope;

class DecisionPipelineTest {
  private static final Attribution KIM = new Attribution("operator:kim", "test", 0);
  private static final SafetyState TRADING =
      SafetyState.INITIAL.after(new SafetyChange.Trading(true, KIM));
  private static final long MORNING = 1_768_089_792_000L;

  private static final String RULES =
      """
      {"name": "test", "version": "7", "scope": {"symbols": ["A", "B"]},
       "extract": {"price": {"path": "observation.inputs.price", "required": true},
                   "volume": "observation.inputs.volume"},
       "transform": {"per": {"ratio": ["price", "volume"]}},
       "judge": [
         {"id": "up", "version": "1", "when": {"value": "price", "above": 100},
          "then": {"action": "BUY", "order_type": "LIMIT", "qty": "volume",
                   "limit_price": "price", "reference_price": "price", "reason": "up"}},
         {"id": "flat", "version": "1", "on": "rise", "when": {"value": "price", "equals": 100},
          "then": {"action": "HOLD", "reason": "flat"}}],
       "block": [
         {"id": "big", "version": "2", "code": "GR010", "value": "order_qty", "at_most": 10,
          "reason": "too big"},
         {"id": "gap", "version": "1", "forbid_tag": "gap", "reason": "after a gap"}]}\
      """;

  private final DecisionPipeline pipeline = pipeline(RULES);

  @Test
  void anOrderThatNothingBlocksIsAJudgmentAndANonExecution() {
    List<Decision> decisions = pipeline.onSnapshot(FakeView.of("A", MORNING, 101.5, 3), TRADING);
    assertThat(decisions.stream().map(decision -> decision.toJson().toString()))
        .containsExactly(
            """
            {"kind": "judgment", "decision_id": "%1$s", \
            "created_at": "2026-01-11T00:03:12.005Z", "strategy_name": "test", "symbol": "A", \
            "correlation_id": "run-A-1768089792000", "caused_by": "run-A-1768089792000", \
            "rests_on": [{"run_id": "run-A-1768089792000", "content_hash": "%2$s"}], \
            "pipeline_step": "Decide", "action": "BUY", "qty": 3.0, "risk_approved": true, \
            "portfolio_adjusted": false, "reason": "up", "order": {"action": "BUY", \
            "symbol": "A", "qty": 3.0, "order_type": "LIMIT", "limit_price": 101.5, \
            "reason": "up"}, "hint": {"intended": true, "broker": null, "account": null, \
            "constraints": {"reference_price": 101.5}, "note": null}, \
            "rule": {"id": "up", "version": "1"}, "metadata": {"rule_set": {"name": "test", \
            "version": "7", "hash": "%3$s"}, "input": {"values": {"age_ms": 5.0, \
            "order_qty": 3.0, "order_notional": 304.5, "orders_last_minute": 1.0, \
            "orders_last_minute_all": 1.0, "price": 101.5, "volume": 3.0, \
            "per": 33.833333333333336}, "kill_switch": false, "trading_enabled": true}}}\
            """
                .formatted(id(decisions), hash(decisions), ruleSet().hash()),
            """
            {"kind": "non_execution", "decision_id": "%1$s", \
            "created_at": "2026-01-11T00:03:12.005Z", "strategy_name": "test", "symbol": "A", \
            "correlation_id": "run-A-1768089792000", "caused_by": "%1$s", \
            "rests_on": [{"run_id": "run-A-1768089792000", "content_hash": "%2$s"}], \
            "mode": "VIRTUAL", "status": "ACCEPTED", "executed": false, \
            "order_fingerprint": "%3$s", "blocked_by": null, "reason": "virtual accepted", \
            "order": {"action": "BUY", "symbol": "A", "qty": 3.0, "order_type": "LIMIT", \
            "limit_price": 101.5, "reason": "up"}, "hint": {"intended": true, "broker": null, \
            "account": null, "constraints": {"reference_price": 101.5}, "note": null}}\
            """
                .formatted(id(decisions), hash(decisions), "3ab0fa721d0ad5b0"));
  }

  @Test
  void everyRuleThatBlocksHasItsRecordAndTheFirstCarriesTheAttempt() {
    SafetyState held =
        TRADING
            .after(new SafetyChange.KillSwitch(true, KIM))
            .after(new SafetyChange.AnomalyRaised("GAP", Scope.of("A"), MORNING + 60_000, KIM));
    assertThat(blocks(pipeline.onSnapshot(FakeView.of("A", MORNING, 101, 11).tagged("gap"), held)))
        .containsExactly(
            "G_EXE_KILLSWITCH_ON by G_EXE_KILLSWITCH_ON/1: allows false, was true [REJECTED]",
            "G_EXE_ANOMALY by G_EXE_ANOMALY/1: allows \"no anomaly\", was [\"GAP\"]",
            "GR010 by big/2: allows {\"at_most\": 10}, was 11.0",
            "gap by gap/1: allows \"no tag\", was \"gap\"");
  }

  @Test
  void limitsOfSafetyBlockForAllSymbolsAndForOne() {
    SafetyState limited =
        TRADING
            .after(limit(SafetyLimit.MAX_ORDER_QTY, Scope.ALL, 5))
            .after(limit(SafetyLimit.MAX_ORDER_QTY, Scope.of("A"), 2))
            .after(limit(SafetyLimit.MAX_ORDER_NOTIONAL, Scope.of("B"), 500));
    assertThat(blocks(pipeline.onSnapshot(FakeView.of("A", MORNING, 101, 4), limited)))
        .containsExactly(
            "G_MAX_ORDER_QTY_OF_SYMBOL by G_MAX_ORDER_QTY_OF_SYMBOL/1:"
                + " allows {\"at_most\": 2.0}, was 4.0 [REJECTED]");
    assertThat(blocks(pipeline.onSnapshot(FakeView.of("B", MORNING, 101, 6), limited)))
        .containsExactly(
            "G_MAX_ORDER_QTY by G_MAX_ORDER_QTY/1: allows {\"at_most\": 5.0}, was 6.0 [REJECTED]",
            "G_MAX_ORDER_NOTIONAL_OF_SYMBOL by G_MAX_ORDER_NOTIONAL_OF_SYMBOL/1:"
                + " allows {\"at_most\": 500.0}, was 606.0");
  }

  @Test
  void whatIsUnknownBlocksUnlessTheRuleLetsItPass() {
    DecisionPipeline blind =
        pipeline(
            """
            {"name": "blind", "version": "1",
             "extract": {"volume": "observation.inputs.volume"},
             "judge": [{"id": "buy", "version": "1", "when": {"value": 1, "equals": 1},
                        "then": {"action": "BUY", "order_type": "MARKET", "qty": 1}}],
             "block": [
               {"id": "perhaps", "version": "1", "when": {"value": "volume", "above": 5},
                "value": "order_qty", "below": 1, "reason": "r"},
               {"id": "not", "version": "1", "when": {"value": 1, "above": 5},
                "value": "order_qty", "below": 1, "reason": "r"},
               {"id": "strict", "version": "1", "value": "volume", "at_most": 10, "reason": "r"},
               {"id": "lax", "version": "1", "value": "volume", "at_most": 10,
                "unknown": "pass", "reason": "r"}]}\
            """);
    SafetyState limited = TRADING.after(limit(SafetyLimit.MAX_ORDER_NOTIONAL, Scope.ALL, 500));
    assertThat(blocks(blind.onSnapshot(FakeView.of("A", MORNING, 1, 1).without("volume"), limited)))
        .containsExactly(
            "G_MAX_ORDER_NOTIONAL by G_MAX_ORDER_NOTIONAL/1:"
                + " allows {\"at_most\": 500.0}, was \"unknown\" [REJECTED]",
            "perhaps by perhaps/1: allows {\"below\": 1}, was 1.0",
            "strict by strict/1: allows {\"at_most\": 10}, was \"unknown\"");
  }

  @Test
  void theLimitOfOrdersAMinuteCountsThoseThatPassed() {
    SafetyState limited = TRADING.after(limit(SafetyLimit.MAX_ORDERS_PER_MINUTE, Scope.ALL, 2));
    List<Boolean> passed = new ArrayList<>();
    for (long second : List.of(0, 1, 2, 59, 60, 61)) {
      List<Decision> decisions =
          pipeline.onSnapshot(FakeView.of("A", MORNING + second * 1_000, 101, 1), limited);
      passed.add(decisions.getLast() instanceof NonExecution);
    }
    assertThat(passed).containsExactly(true, true, false, false, true, true);
  }

  @Test
  void aRequiredFieldThatIsMissingStopsTheSnapshot() {
    assertThat(
            blocks(
                pipeline.onSnapshot(FakeView.of("A", MORNING, 101, 1).without("price"), TRADING)))
        .containsExactly(
            "FS010 by FS010/1: allows \"a number at observation.inputs.price\", was \"none\"");
  }

  @Test
  void aTransformThatIsNoNumberStopsTheSnapshot() {
    assertThat(blocks(pipeline.onSnapshot(FakeView.of("A", MORNING, 101, 0), TRADING)))
        .containsExactly("FS020 by FS020/1: allows \"a finite number\", was \"none\"");
  }

  @Test
  void aQuantityThatIsUnknownOrNotAboveZeroIsARiskErrorBehindItsJudgment() {
    List<Decision> unknown =
        pipeline.onSnapshot(FakeView.of("A", MORNING, 101, 1).without("volume"), TRADING);
    List<Decision> negative = pipeline.onSnapshot(FakeView.of("A", MORNING, 101, -2), TRADING);
    assertThat(unknown.getFirst()).isInstanceOf(Judgment.class);
    assertThat(blocks(unknown))
        .containsExactly("FS030 by up/1: allows {\"above\": 0}, was \"unknown\"");
    assertThat(blocks(negative)).containsExactly("FS030 by up/1: allows {\"above\": 0}, was -2.0");
  }

  @Test
  void aRuleOnRiseJudgesOnceUntilItsConditionWasFalse() {
    List<Integer> judgments = new ArrayList<>();
    long at = MORNING;
    for (double price : List.of(100.0, 100.0, 99.0, 100.0)) {
      judgments.add(pipeline.onSnapshot(FakeView.of("A", at++, price, 1), TRADING).size());
    }
    judgments.add(pipeline.onSnapshot(FakeView.of("B", at, 100.0, 1), TRADING).size());
    assertThat(judgments).containsExactly(1, 0, 0, 1, 1);
  }

  @Test
  void aHoldIsAJudgmentWithoutAnOrder() {
    List<Decision> decisions = pipeline.onSnapshot(FakeView.of("A", MORNING, 100, 1), TRADING);
    assertThat(decisions).hasSize(1);
    Judgment judgment = (Judgment) decisions.getFirst();
    assertThat(judgment.action()).isEqualTo(Action.HOLD);
    assertThat(judgment.order()).isNull();
  }

  @Test
  void aSymbolOutOfScopeIsNotLookedAt() {
    assertThat(pipeline.onSnapshot(FakeView.of("C", MORNING, 101, 1), TRADING)).isEmpty();
  }

  @Test
  void repeatsOfABlockBecomeOneRecordWhenItsPeriodIsOver() {
    List<Decision> decisions = new ArrayList<>();
    for (int i = 0; i < 15; i++) {
      decisions.addAll(pipeline.onSnapshot(FakeView.of("A", MORNING + i, 101, 11), TRADING));
    }
    assertThat(blocks(decisions)).hasSize(10);
    List<Decision> later = pipeline.onSnapshot(FakeView.of("C", MORNING + 1_000, 101, 1), TRADING);
    assertThat(later).hasSize(1);
    assertThat(later.getFirst().toJson().toString())
        .contains(
            "\"rests_on\": [{\"run_id\": \"run-A-1768089792010\"",
            "{\"run_id\": \"run-A-1768089792014\"",
            "\"count\": 5, \"first_at\": \"2026-01-11T00:03:12.015Z\","
                + " \"last_at\": \"2026-01-11T00:03:12.019Z\"");
  }

  @Test
  void everyDecisionReadsBackEqualFromItsJson() {
    List<Decision> decisions = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      decisions.addAll(pipeline.onSnapshot(FakeView.of("A", MORNING + i, 99 + i % 3, i), TRADING));
    }
    decisions.addAll(pipeline.flush());
    assertThat(decisions).anyMatch(d -> d instanceof Block block && block.repeats().count() > 1);
    List<String> readBack =
        decisions.stream()
            .map(decision -> decision.toJson().toString().getBytes(StandardCharsets.UTF_8))
            .map(DecisionReader::read)
            .map(Object::toString)
            .toList();
    assertThat(readBack)
        .isEqualTo(
            decisions.stream().map(d -> new DecisionReading.Accepted(d).toString()).toList());
  }

  private static SafetyChange limit(SafetyLimit limit, Scope scope, double value) {
    return new SafetyChange.LimitSet(limit, scope, OptionalDouble.of(value), KIM);
  }

  private static List<String> blocks(List<Decision> decisions) {
    return decisions.stream()
        .filter(Block.class::isInstance)
        .map(Block.class::cast)
        .map(block ->
            "%s by %s/%s: allows %s, was %s%s"
                .formatted(
                    block.blockedBy(),
                    block.rule().id(),
                    block.rule().version(),
                    text(block.limit()),
                    text(block.actual()),
                    block.result() == null ? "" : " [" + block.result().status() + "]"))
        .toList();
  }

  private static String text(@Nullable JsonValue value) {
    return value == null ? "" : PythonJson.line(value);
  }

  private static String id(List<Decision> decisions) {
    return String.valueOf(decisions.getFirst().header().decisionId());
  }

  private static String hash(List<Decision> decisions) {
    return String.valueOf(decisions.getFirst().header().links().restsOn().getFirst().contentHash());
  }

  private static RuleSet ruleSet() {
    return RuleSet.read(RULES.getBytes(StandardCharsets.UTF_8));
  }

  private static DecisionPipeline pipeline(String rules) {
    return new DecisionPipeline(
        RuleSet.read(rules.getBytes(StandardCharsets.UTF_8)), CollapsePolicy.DEFAULT);
  }
}
