/** A small client of a running service, for the command line. */
@NullMarked
package qts.runtime.client;

import org.jspecify.annotations.NullMarked;
