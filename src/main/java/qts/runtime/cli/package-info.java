/** The command line: one class a command, all listed in {@link qts.runtime.cli.ObserverCommand}. */
@NullMarked
package qts.runtime.cli;

import org.jspecify.annotations.NullMarked;
