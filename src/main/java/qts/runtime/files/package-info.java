/** Small files that must be whole whenever the power goes. */
@NullMarked
package qts.runtime.files;

import org.jspecify.annotations.NullMarked;
