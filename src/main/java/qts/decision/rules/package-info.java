/**
 * Judging by rules from configuration: Extract, Transform, Evaluate, Decide. What a rule set
 * decides depends on the snapshots, the state of safety and the rule set alone, never on a clock or
 * on the order of a hash map. The form of the rules is in docs/rules.md.
 */
@NullMarked
package qts.decision.rules;

import org.jspecify.annotations.NullMarked;
