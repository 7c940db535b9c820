package qts.runtime.judging;

import java.util.Optional;
import qts.decision.rules.RuleSet;

/**
 * How far the rules are at one moment.
 *
 * @param rules the rule set in force
 * @param position the last position that was judged, −1 for none
 * @param lagRecords how many durable records were not judged yet
 * @param lagMillis how long ago the last judged record was received, while there are more; else 0
 * @param judgments how many were recorded since the start of the process
 * @param blocks likewise, repeats counted one by one
 * @param nonExecutions likewise
 * @param failure why nothing is judged any more
 */
public record JudgingState(
    Optional<RuleSet> rules,
    long position,
    long lagRecords,
    long lagMillis,
    long judgments,
    long blocks,
    long nonExecutions,
    Optional<String> failure) {}
