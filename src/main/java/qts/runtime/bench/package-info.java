/** The benchmark command: what the whole path does on this machine, measured. */
@NullMarked
package qts.runtime.bench;

import org.jspecify.annotations.NullMarked;
