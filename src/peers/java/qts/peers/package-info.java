/** The journal beside logs that others know, each doing the same in its own way. */
@NullMarked
package qts.peers;

import org.jspecify.annotations.NullMarked;
