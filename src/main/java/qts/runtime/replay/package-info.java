/**
 * Sends files of snapshots into a running service, at full speed or in the rhythm of their times.
 */
@NullMarked
package qts.runtime.replay;

import org.jspecify.annotations.NullMarked;
