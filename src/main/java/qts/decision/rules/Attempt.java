package qts.decision.rules;

import java.util.List;

/** An order that a rule came to, and what the blocking rules said to it. */
record Attempt(
    String judgmentId,
    SnapshotView view,
    JudgingRule rule,
    Intent.Ordered ordered,
    BlockingInput input,
    List<RuleVerdict> verdicts) {}
