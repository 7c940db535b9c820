/**
 * Set-up of the operational log: JSON lines in a file that is rolled within a total limit, and a
 * console a person can read. Text from outside can't forge a line in either.
 */
@NullMarked
package qts.logs;

import org.jspecify.annotations.NullMarked;
