/**
 * Judging by rules: reads the journal in its order, lets the rule set in force judge each snapshot,
 * and records what was decided.
 */
@NullMarked
package qts.runtime.judging;

import org.jspecify.annotations.NullMarked;
