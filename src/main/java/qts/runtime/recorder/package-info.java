/** The recorder: one intake for every input, in front of one journal; also embedded by itself. */
@NullMarked
package qts.runtime.recorder;

import org.jspecify.annotations.NullMarked;
