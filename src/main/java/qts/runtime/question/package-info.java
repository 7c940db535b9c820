/**
 * Questions about what happened and what did not: the course of events, why nothing was done, and
 * which snapshots led to no decision.
 */
@NullMarked
package qts.runtime.question;

import org.jspecify.annotations.NullMarked;
