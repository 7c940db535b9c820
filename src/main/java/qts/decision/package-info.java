/**
 * What was judged, what was blocked and what was not executed, and why: the contracts of decisions
 * as values. Nothing here can reach a broker. Pure: no files, sockets, clock or environment.
 */
@NullMarked
package qts.decision;

import org.jspecify.annotations.NullMarked;
