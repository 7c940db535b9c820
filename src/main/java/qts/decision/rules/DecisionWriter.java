package qts.decision.rules;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import qts.decision.Block;
import qts.decision.ExecutionMode;
import qts.decision.ExecutionResult;
import qts.decision.Header;
import qts.decision.Judgment;
import qts.decision.Links;
import qts.decision.NonExecution;
import qts.decision.OrderFingerprint;
import qts.decision.Repeats;
import qts.decision.RuleRef;
import qts.decision.Sha256;
import qts.decision.SnapshotRef;
import qts.decision.Stage;
import qts.decision.execution.VirtualExecution;
import qts.decision.json.JsonNumber;
import qts.decision.json.JsonObject;
import qts.decision.json.JsonText;

/**
 * Turns what a rule set found into decisions. Ids, times and links come from the snapshot and the
 * rule set alone: everything that one snapshot leads to shares its {@code run_id} as correlation
 * id.
 */
final class DecisionWriter {
  private static final int ID_DIGITS = 32;
  private static final JsonText UNKNOWN = new JsonText("unknown");
  private static final JsonObject ABOVE_ZERO =
      JsonObject.builder().put("above", JsonNumber.of(0)).build();

  private final RuleSet rules;
  private final JsonObject ruleSet;
  private final VirtualExecution execution = new VirtualExecution();

  DecisionWriter(RuleSet rules) {
    this.rules = rules;
    this.ruleSet =
        JsonObject.builder()
            .put("name", rules.name())
            .put("version", rules.version())
            .put("hash", rules.hash())
            .build()
            .withLine();
  }

  /** A required field is not in the snapshot. */
  Block missingField(SnapshotView view, Extract extract) {
    return early(
        view,
        "FS010",
        Stage.EXTRACT,
        "a number at " + extract.path(),
        "the required field " + extract.name() + " is missing");
  }

  /** A transform came to no number although everything it is made of is known. */
  Block noNumber(SnapshotView view, String name) {
    return early(
        view,
        "FS020",
        Stage.TRANSFORM,
        "a finite number",
        "the transform " + name + " is no number");
  }

  private Block early(SnapshotView view, String code, Stage stage, String limit, String reason) {
    return new Block(
        header(view, null, rules.name(), view.runId()),
        code,
        new RuleRef(code, BlockingRules.BUILT_IN_VERSION),
        stage,
        new JsonText(limit),
        new JsonText("none"),
        reason,
        null,
        null,
        null,
        Repeats.ONCE,
        JsonObject.builder().put("rule_set", ruleSet).build(),
        JsonObject.EMPTY);
  }

  /** A quantity or a price that no order can be made of. */
  Block riskError(SnapshotView view, JudgingRule rule, Intent.Unpriced unpriced) {
    String id = id(view, rule);
    double value = unpriced.value();
    return new Block(
        header(view, id, rule.strategyName(), id),
        "FS030",
        rule.ref(),
        Stage.DECIDE,
        ABOVE_ZERO,
        Double.isNaN(value) ? UNKNOWN : JsonNumber.of(value),
        unpriced.what() + " is not above zero",
        null,
        null,
        null,
        Repeats.ONCE,
        JsonObject.EMPTY,
        JsonObject.EMPTY);
  }

  /** A judgment that comes to no order. */
  Judgment judgment(SnapshotView view, JudgingRule rule, Intent intent, double[] values) {
    JsonObject input = BlockingInput.known(rules, values, view.tags()).build();
    return judgment(id(view, rule), view, rule, intent, false, input);
  }

  /** A judgment with its order, and with what the blocking rules were asked about. */
  Judgment judgment(Attempt attempt) {
    return judgment(
        attempt.judgmentId(),
        attempt.view(),
        attempt.rule(),
        attempt.ordered(),
        attempt.verdicts().isEmpty(),
        attempt.input().toJson(rules));
  }

  private Judgment judgment(
      String id,
      SnapshotView view,
      JudgingRule rule,
      Intent intent,
      boolean riskApproved,
      JsonObject input) {
    Intent.Ordered ordered = intent instanceof Intent.Ordered order ? order : null;
    return new Judgment(
        header(view, id, rule.strategyName(), view.runId()),
        Stage.DECIDE.word(),
        rule.then().action(),
        ordered == null ? null : ordered.order().qty(),
        riskApproved,
        false,
        rule.then().reason(),
        ordered == null ? null : ordered.order(),
        ordered == null ? null : ordered.hint(),
        rule.ref(),
        JsonObject.builder().put("rule_set", ruleSet).put("input", input).build(),
        JsonObject.EMPTY);
  }

  /** What the rule at {@code index} of those that block said; the first one ended the attempt. */
  Block block(Attempt attempt, int index) {
    RuleVerdict verdict = attempt.verdicts().get(index);
    Intent.Ordered ordered = attempt.ordered();
    String id = attempt.judgmentId();
    return new Block(
        header(attempt.view(), id, attempt.rule().strategyName(), id),
        verdict.code(),
        verdict.rule(),
        verdict.stage(),
        verdict.limit(),
        verdict.actual(),
        verdict.reason(),
        ordered.order(),
        ordered.hint(),
        index == 0 ? rejected(id, ordered, verdict) : null,
        Repeats.ONCE,
        JsonObject.EMPTY,
        JsonObject.EMPTY);
  }

  private static ExecutionResult rejected(String id, Intent.Ordered ordered, RuleVerdict by) {
    String fingerprint = OrderFingerprint.of(ordered.order(), ordered.hint());
    return ExecutionResult.rejected(ExecutionMode.VIRTUAL, fingerprint, by.code(), by.reason())
        .of(id);
  }

  /** An order that nothing blocked: tried out virtually, and not executed. */
  NonExecution nonExecution(Attempt attempt) {
    Intent.Ordered ordered = attempt.ordered();
    String id = attempt.judgmentId();
    ExecutionResult result =
        execution
            .attempt(ordered.order(), ordered.hint(), attempt.input().safety().context())
            .of(id);
    return new NonExecution(
        header(attempt.view(), id, attempt.rule().strategyName(), id),
        ordered.order(),
        ordered.hint(),
        Objects.requireNonNull(result.reason()),
        result,
        null,
        Repeats.ONCE,
        JsonObject.EMPTY,
        JsonObject.EMPTY);
  }

  private static Header header(
      SnapshotView view, @Nullable String decisionId, String strategyName, String cause) {
    SnapshotRef ref = new SnapshotRef(view.runId(), view.contentHash());
    return new Header(
        decisionId,
        OffsetDateTime.ofInstant(Instant.ofEpochMilli(view.receiveMillis()), ZoneOffset.UTC),
        strategyName,
        view.symbol(),
        new Links(view.runId(), cause, List.of(ref)));
  }

  /** The id of the judgment that {@code rule} makes on this snapshot. */
  String id(SnapshotView view, JudgingRule rule) {
    String what = String.join("\n", rules.hash(), rule.ref().id(), view.runId());
    return Sha256.hex(what).substring(0, ID_DIGITS);
  }
}
