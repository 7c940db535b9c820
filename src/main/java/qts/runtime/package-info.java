/** Configuration, HTTP API, command line and wiring: the only place that knows everything. */
@NullMarked
package qts.runtime;

import org.jspecify.annotations.NullMarked;
