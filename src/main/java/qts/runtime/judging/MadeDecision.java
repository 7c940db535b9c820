package qts.runtime.judging;

import qts.decision.Decision;

/**
 * A decision as the rules made it, before it is written.
 *
 * @param ruleSet the name of the rule set
 * @param eventMillis the own time of the snapshot at which it was decided, epoch milliseconds
 */
record MadeDecision(String ruleSet, Decision decision, long eventMillis) {}
