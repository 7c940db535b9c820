package qts.observer;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What each {@link SemanticRule} does and where its limit lies.
 *
 * @param rules one setting for every rule
 */
public record RuleSettings(Map<SemanticRule, Setting> rules) {

  /**
   * The setting of one rule.
   *
   * @param action what happens to a snapshot that does not meet the rule
   * @param limit in the unit of the rule, not negative; 0 for a rule without a limit
   */
  public record Setting(RuleAction action, BigDecimal limit) {}

  private static final BigDecimal MAX_LIMIT = new BigDecimal("1e15");
  private static final int MAX_LIMIT_SCALE = 15;

  /** Copies the map and checks every setting; an argument that cannot be is named by its rule. */
  public RuleSettings {
    EnumMap<SemanticRule, Setting> copy = new EnumMap<>(SemanticRule.class);
    for (SemanticRule rule : SemanticRule.values()) {
      Setting setting = rules.get(rule);
      if (setting == null) {
        throw new IllegalArgumentException(rule + " has no setting");
      }
      check(rule, setting);
      copy.put(rule, setting);
    }
    rules = Collections.unmodifiableMap(copy);
  }

  public static RuleSettings defaults() {
    EnumMap<SemanticRule, Setting> rules = new EnumMap<>(SemanticRule.class);
    for (SemanticRule rule : SemanticRule.values()) {
      rules.put(rule, new Setting(rule.defaultAction(), rule.defaultLimit()));
    }
    return new RuleSettings(rules);
  }

  public RuleAction action(SemanticRule rule) {
    return setting(rule).action();
  }

  /** The limit in {@link SemanticRule#unit()}. */
  public BigDecimal limit(SemanticRule rule) {
    return setting(rule).limit();
  }

  public RuleSettings withAction(SemanticRule rule, RuleAction action) {
    return with(rule, new Setting(action, limit(rule)));
  }

  public RuleSettings withLimit(SemanticRule rule, BigDecimal limit) {
    return with(rule, new Setting(action(rule), limit));
  }

  private RuleSettings with(SemanticRule rule, Setting setting) {
    EnumMap<SemanticRule, Setting> changed = new EnumMap<>(rules);
    changed.put(rule, setting);
    return new RuleSettings(changed);
  }

  private Setting setting(SemanticRule rule) {
    Setting setting = rules.get(rule);
    if (setting == null) {
      throw new IllegalStateException(rule + " has no setting");
    }
    return setting;
  }

  private static void check(SemanticRule rule, Setting setting) {
    BigDecimal limit = setting.limit();
    if (setting.action() == RuleAction.REJECT && !rule.mayReject()) {
      throw new IllegalArgumentException(rule + " can't reject: set it to FLAG or IGNORE");
    }
    if (rule.unit() == SemanticRule.Unit.NONE && limit.signum() != 0) {
      throw new IllegalArgumentException(rule + " has no limit, so " + limit + " can't be set");
    }
    if (limit.signum() < 0 || limit.compareTo(MAX_LIMIT) > 0 || limit.scale() > MAX_LIMIT_SCALE) {
      throw new IllegalArgumentException(
          rule + ": the limit must be from 0 to 10^15 with at most 15 decimals, not " + limit);
    }
    if (rule.unit() == SemanticRule.Unit.MILLISECONDS && limit.stripTrailingZeros().scale() > 0) {
      throw new IllegalArgumentException(
          rule + ": the limit must be whole milliseconds, not " + limit);
    }
  }
}
