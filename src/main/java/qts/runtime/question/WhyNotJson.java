package qts.runtime.question;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import qts.decision.Judgment;
import qts.decision.RuleRef;
import qts.decision.json.JsonArray;
import qts.decision.json.JsonNumber;
import qts.decision.json.JsonObject;
import qts.decision.json.JsonValue;
import qts.decision.rules.RuleSet;
import qts.journal.RecordKind;
import qts.safety.SafetyState;

/** The answer for programs; the records of the chain and the completeness stand beside it. */
final class WhyNotJson {
  private final Scene scene;

  WhyNotJson(Scene scene) {
    this.scene = scene;
  }

  JsonObject write(Explanation explanation) {
    return JsonObject.builder()
        .put("symbol", scene.symbol())
        .put("at", scene.at().full())
        .put("at_ms", scene.at().millis())
        .put("window_ms", scene.windowMillis())
        .put("cause", explanation.cause().word())
        .put("sentences", JsonArray.ofTexts(explanation.sentences()))
        .putOrNull("snapshot_before", scene.before().map(this::snapshot).orElse(null))
        .putOrNull("snapshot_after", scene.after().map(this::snapshot).orElse(null))
        .put("counts", counts())
        .put("decisions", decisions())
        .put("safety", safety())
        .putOrNull("rule_set", scene.rules().map(WhyNotJson::ruleSet).orElse(null))
        .put("market_closed", scene.marketClosed())
        .putOrNull("recorder_absence", scene.absence().map(WhyNotJson::absence).orElse(null))
        .build();
  }

  private JsonObject snapshot(SnapshotIndex.Found found) {
    return JsonObject.builder()
        .put("position", found.position())
        .put("run_id", found.runId())
        .put("event_ms", found.eventMillis())
        .put("away_ms", found.eventMillis() - scene.at().millis())
        .put("content_hash", found.contentHash())
        .build();
  }

  private JsonObject counts() {
    Surroundings around = scene.around();
    return JsonObject.builder()
        .put("snapshots", around.snapshots())
        .put("judgments", around.count(RecordKind.JUDGMENT))
        .put("blocks", around.count(RecordKind.BLOCK))
        .put("non_executions", around.count(RecordKind.NON_EXECUTION))
        .put("rejected", around.count(RecordKind.REJECTED))
        .put("blocked", around.count(RecordKind.BLOCKED))
        .put("gaps", around.count(RecordKind.GAP))
        .put("shed", around.shed())
        .build();
  }

  private JsonArray decisions() {
    List<JsonValue> courses = new ArrayList<>();
    scene.explained().forEach(explained -> courses.add(course(explained)));
    return new JsonArray(courses);
  }

  private static JsonObject course(Scene.Explained explained) {
    Course course = explained.course();
    JsonObject.Builder json =
        JsonObject.builder()
            .put("decision_id", course.decision().header().decisionId())
            .put("strategy_name", course.strategy())
            .put("moment_ms", course.moment())
            .put("result", explained.result().word());
    if (course.judgment() != null) {
      putJudgment(json, course.judgment());
    }
    return json.put("blocks", positions(course.blocks()))
        .put("non_executions", positions(course.nonExecutions()))
        .putOrNull(
            "minimal_blocking_set",
            explained.blockingSet().map(WhyNotJson::blockingSet).orElse(null))
        .build();
  }

  private static void putJudgment(JsonObject.Builder json, Course.Stood<Judgment> stood) {
    Judgment judgment = stood.decision();
    json.put("judgment", stood.position())
        .put("action", judgment.action().name())
        .putIfPresent("order", judgment.order() == null ? null : judgment.order().toJson())
        .putIfPresent("reason", judgment.reason());
  }

  private static JsonArray positions(List<? extends Course.Stood<?>> stood) {
    return new JsonArray(
        stood.stream().<JsonValue>map(one -> JsonNumber.of(one.position())).toList());
  }

  private static JsonObject blockingSet(BlockingSet set) {
    RuleSet asked = set.ruleSet();
    JsonObject.Builder json = JsonObject.builder().put("re_evaluated", set.isAsked());
    if (asked == null) {
      json.put("why_not_re_evaluated", set.whyNotAsked());
    } else {
      json.put("rule_set", ruleSet(asked))
          .put("not_recorded", JsonArray.ofTexts(set.notRecorded()))
          .put("not_found", JsonArray.ofTexts(set.notFound()));
    }
    return json.put(
            "rules", new JsonArray(set.rules().stream().<JsonValue>map(WhyNotJson::rule).toList()))
        .build();
  }

  private static JsonObject rule(BlockingSet.Enough rule) {
    return JsonObject.builder()
        .put("code", rule.code())
        .put("rule", ref(rule.rule()))
        .putIfPresent("stage", rule.stage() == null ? null : rule.stage().word())
        .putIfPresent("limit", rule.limit())
        .putIfPresent("actual", rule.actual())
        .put("reason", rule.reason())
        .putIfPresent("check", lower(rule.check()))
        .build();
  }

  private static @Nullable String lower(@Nullable Enum<?> word) {
    return word == null ? null : word.name().toLowerCase(Locale.ROOT);
  }

  private static JsonObject ref(RuleRef rule) {
    return JsonObject.builder()
        .put("id", rule.id())
        .putIfPresent("version", rule.version())
        .build();
  }

  private static JsonObject ruleSet(RuleSet set) {
    return JsonObject.builder()
        .put("name", set.name())
        .put("version", set.version())
        .put("hash", set.hash())
        .build();
  }

  private JsonObject safety() {
    SafetyThen then = scene.safety();
    SafetyState state = then.state();
    long at = scene.before().map(SnapshotIndex.Found::receivedMillis).orElse(scene.at().millis());
    return JsonObject.builder()
        .put("known", then.isKnown())
        .put("changes", then.changes())
        .put("kill_switch", state.killSwitch())
        .put("trading_enabled", state.tradingEnabled())
        .put("anomalies", JsonArray.ofTexts(state.anomalies(scene.symbol(), at)))
        .put("limits", new JsonArray(limits(state)))
        .build();
  }

  private List<JsonValue> limits(SafetyState state) {
    List<JsonValue> limits = new ArrayList<>();
    for (SafetyState.Limit limit : state.limits()) {
      if (limit.scope().covers(scene.symbol())) {
        limits.add(
            JsonObject.builder()
                .put("limit", limit.limit().name())
                .put("symbol", limit.scope().symbol())
                .put("value", JsonNumber.of(limit.value()))
                .build());
      }
    }
    return limits;
  }

  private static JsonObject absence(Presence.Absence absence) {
    return JsonObject.builder()
        .put("crashed", absence.crashed())
        .put("from_ms", absence.fromMillis())
        .putOrNull(
            "to_ms",
            absence.toMillis() == Long.MAX_VALUE ? null : JsonNumber.of(absence.toMillis()))
        .build();
  }
}
