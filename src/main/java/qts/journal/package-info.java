/** The one ordered, durable log: segments, positions, group commit, recovery, chain, read. */
@NullMarked
package qts.journal;

import org.jspecify.annotations.NullMarked;
