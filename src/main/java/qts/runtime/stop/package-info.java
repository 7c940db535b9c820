/** How a thread that works in turns is told to end. */
@NullMarked
package qts.runtime.stop;

import org.jspecify.annotations.NullMarked;
