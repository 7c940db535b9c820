package qts.decision.rules;

import qts.decision.RuleRef;

/**
 * When to judge what.
 *
 * @param onRise whether it judges only when its condition did not hold at the snapshot before
 */
record JudgingRule(
    RuleRef ref, String strategyName, Condition when, boolean onRise, OrderTemplate then) {}
