/** What keeps the recorder and those who rely on it safe: guards and limits. */
@NullMarked
package qts.safety;

import org.jspecify.annotations.NullMarked;
