/** Signed checkpoints of the journal: made, kept beside it, and published elsewhere. */
@NullMarked
package qts.runtime.checkpoint;

import org.jspecify.annotations.NullMarked;
