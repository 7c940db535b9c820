/** Looking at a journal's folder from outside: what is in it, who has it, what is wrong. */
@NullMarked
package qts.runtime.inspection;

import org.jspecify.annotations.NullMarked;
