package qts.runtime.config;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import qts.observer.RuleAction;
import qts.observer.RuleSettings;
import qts.observer.SemanticRule;
import qts.observer.SemanticRule.Unit;

/** The settings of the semantic rules: an action for each, and a limit for each that has one. */
final class RuleCatalogue {
  private static final RuleSettings STANDARD = RuleSettings.defaults();
  private static final Map<SemanticRule, Setting<RuleAction>> ACTIONS = actions();
  private static final Map<SemanticRule, Setting<BigDecimal>> LIMITS = limits();

  private RuleCatalogue() {}

  /** All of them, in the order of the rules. */
  static List<Setting<?>> all() {
    List<Setting<?>> settings = new ArrayList<>();
    for (SemanticRule rule : SemanticRule.values()) {
      settings.add(action(rule));
      if (hasLimit(rule)) {
        settings.add(limit(rule));
      }
    }
    return List.copyOf(settings);
  }

  /** What the settings say about every rule. */
  static RuleSettings of(Settings settings) {
    RuleSettings rules = STANDARD;
    for (SemanticRule rule : SemanticRule.values()) {
      rules = rules.withAction(rule, settings.get(action(rule)));
      if (hasLimit(rule)) {
        rules = rules.withLimit(rule, settings.get(limit(rule)));
      }
    }
    return rules;
  }

  private static Setting<RuleAction> action(SemanticRule rule) {
    return Objects.requireNonNull(ACTIONS.get(rule));
  }

  private static Setting<BigDecimal> limit(SemanticRule rule) {
    return Objects.requireNonNull(LIMITS.get(rule));
  }

  private static boolean hasLimit(SemanticRule rule) {
    return rule.unit() != Unit.NONE;
  }

  private static Map<SemanticRule, Setting<RuleAction>> actions() {
    Map<SemanticRule, Setting<RuleAction>> actions = new EnumMap<>(SemanticRule.class);
    for (SemanticRule rule : SemanticRule.values()) {
      EnumSet<RuleAction> choices = EnumSet.allOf(RuleAction.class);
      if (!rule.mayReject()) {
        choices.remove(RuleAction.REJECT);
      }
      actions.put(
          rule,
          new Setting<>(
              "OBSERVER_RULE_" + rule,
              ValueType.oneOf(choices),
              ValueType.spelled(STANDARD.action(rule)),
              "What happens to a snapshot with " + subject(rule) + "."));
    }
    return actions;
  }

  private static Map<SemanticRule, Setting<BigDecimal>> limits() {
    Map<SemanticRule, Setting<BigDecimal>> limits = new EnumMap<>(SemanticRule.class);
    Arrays.stream(SemanticRule.values())
        .filter(RuleCatalogue::hasLimit)
        .forEach(rule ->
            limits.put(
                rule,
                new Setting<>(
                    "OBSERVER_RULE_" + rule + "_LIMIT",
                    limitType(rule.unit()),
                    STANDARD.limit(rule).toPlainString(),
                    "How far a snapshot may go before it counts as having "
                        + subject(rule)
                        + ".")));
    return limits;
  }

  private static ValueType<BigDecimal> limitType(Unit unit) {
    return switch (unit) {
      case NONE -> throw new IllegalArgumentException("a rule without a limit");
      case MILLISECONDS -> ValueType.decimal("milliseconds", 0);
      case RATIO -> ValueType.decimal("a part of the last price; `0.3` is 30 percent", 6);
      case DEVIATIONS -> ValueType.decimal("standard deviations", 6);
    };
  }

  private static String subject(SemanticRule rule) {
    return switch (rule) {
      case PRICE_NOT_POSITIVE -> "a price of zero or below";
      case BID_NOT_BELOW_ASK -> "a bid that is not below the ask";
      case OHLC_ORDER -> "open, high, low and close in an impossible order";
      case TIME_FUTURE -> "a time too far ahead of the receive time";
      case TIME_PAST -> "a time too far behind the receive time";
      case TIME_BACKWARDS -> "a time too far behind the latest of its symbol";
      case PRICE_JUMP -> "a price too far from the last one of its symbol";
      case ZERO_VOLUME -> "a volume of zero";
      case VOLUME_SPIKE -> "a volume too far above the recent ones of its symbol";
    };
  }
}
