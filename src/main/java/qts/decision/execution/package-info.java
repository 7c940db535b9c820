/** Trying an order out without executing it: virtually, simulated, or not at all. */
@NullMarked
package qts.decision.execution;

import org.jspecify.annotations.NullMarked;
