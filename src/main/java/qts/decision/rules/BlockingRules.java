package qts.decision.rules;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import qts.decision.ExecutionContext;
import qts.decision.RuleRef;
import qts.decision.Stage;
import qts.decision.execution.VirtualGuard;
import qts.decision.json.JsonNumber;
import qts.decision.json.JsonObject;
import qts.decision.json.JsonText;
import qts.decision.json.JsonValue;
import qts.safety.SafetyState;

/**
 * Everything that can block an order, in the order it is asked: the guards of virtual execution,
 * the limits of safety, the blocking rules of the rule set. Each is asked on its own, so that the
 * answer names every rule that would have been enough.
 */
public final class BlockingRules {
  /** The version of the guards and limits, which are part of the program. */
  static final String BUILT_IN_VERSION = "1";

  private static final List<VirtualGuard> GUARDS = List.of(VirtualGuard.values());
  private static final List<RuleRef> GUARD_REFS =
      GUARDS.stream().map(guard -> new RuleRef(guard.name(), BUILT_IN_VERSION)).toList();
  private static final JsonText UNKNOWN = new JsonText("unknown");

  private final List<BlockingRule> rules;

  BlockingRules(List<BlockingRule> rules) {
    this.rules = List.copyOf(rules);
  }

  /** Every rule that blocks, in the order they are asked; none when the order passes. */
  public List<RuleVerdict> evaluate(BlockingInput input) {
    List<RuleVerdict> verdicts = new ArrayList<>();
    guards(input, verdicts);
    limits(input, verdicts);
    for (int i = 0; i < rules.size(); i++) {
      RuleVerdict verdict = verdict(rules.get(i), input);
      if (verdict != null) {
        verdicts.add(verdict);
      }
    }
    return verdicts;
  }

  private static void guards(BlockingInput input, List<RuleVerdict> into) {
    ExecutionContext context = input.safety().context();
    for (int i = 0; i < GUARDS.size(); i++) {
      VirtualGuard guard = GUARDS.get(i);
      if (guard.blocks(input.order(), context)) {
        into.add(
            new RuleVerdict(
                GUARD_REFS.get(i),
                guard.name(),
                Stage.DECIDE,
                guard.limit(),
                guard.actual(input.order(), context),
                guard.reason()));
      }
    }
  }

  private static void limits(BlockingInput input, List<RuleVerdict> into) {
    for (SafetyState.Limit limit : input.safety().limits()) {
      double actual = input.values()[slot(limit).slot()];
      if (!(actual <= limit.value())) {
        into.add(verdict(limit, actual));
      }
    }
  }

  private static BuiltIn slot(SafetyState.Limit limit) {
    return switch (limit.limit()) {
      case MAX_ORDER_QTY -> BuiltIn.ORDER_QTY;
      case MAX_ORDER_NOTIONAL -> BuiltIn.ORDER_NOTIONAL;
      case MAX_ORDERS_PER_MINUTE ->
          limit.scope().isAll() ? BuiltIn.ORDERS_LAST_MINUTE_ALL : BuiltIn.ORDERS_LAST_MINUTE;
    };
  }

  private static RuleVerdict verdict(SafetyState.Limit limit, double actual) {
    String id = "G_" + limit.limit().name() + (limit.scope().isAll() ? "" : "_OF_SYMBOL");
    return new RuleVerdict(
        new RuleRef(id, BUILT_IN_VERSION),
        id,
        Stage.DECIDE,
        JsonObject.builder().put("at_most", JsonNumber.of(limit.value())).build(),
        number(actual),
        slot(limit).label()
            + " is above the limit of safety for "
            + (limit.scope().isAll() ? "all symbols" : limit.scope().symbol()));
  }

  private static @Nullable RuleVerdict verdict(BlockingRule rule, BlockingInput input) {
    if (rule.when().test(input.values(), input.tags()) == Truth.FALSE) {
      return null;
    }
    return switch (rule.demand()) {
      case BlockingRule.Keep keep -> verdict(rule, keep, input.values());
      case BlockingRule.Forbid forbid ->
          input.tags().contains(forbid.tag())
              ? verdict(rule, new JsonText("no tag"), new JsonText(forbid.tag()))
              : null;
    };
  }

  private static @Nullable RuleVerdict verdict(
      BlockingRule rule, BlockingRule.Keep keep, double[] values) {
    double actual = keep.value().value(values);
    return switch (keep.bounds().hold(actual, values)) {
      case TRUE -> null;
      case UNKNOWN ->
          keep.passUnknown() ? null : verdict(rule, keep.bounds().json(values), number(actual));
      case FALSE -> verdict(rule, keep.bounds().json(values), number(actual));
    };
  }

  private static RuleVerdict verdict(BlockingRule rule, JsonValue limit, JsonValue actual) {
    return new RuleVerdict(rule.ref(), rule.code(), rule.stage(), limit, actual, rule.reason());
  }

  private static JsonValue number(double value) {
    return Double.isNaN(value) ? UNKNOWN : JsonNumber.of(value);
  }
}
