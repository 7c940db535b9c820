/** What is measured of the running service, in the form Prometheus reads and as JSON. */
@NullMarked
package qts.runtime.metrics;

import org.jspecify.annotations.NullMarked;
