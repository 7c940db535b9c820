/** Records in bulk, out of a journal and into one: from a folder or through a running service. */
@NullMarked
package qts.runtime.transfer;

import org.jspecify.annotations.NullMarked;
