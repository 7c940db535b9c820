/** Reading the whole journal again and again, slowly, to find rot before it is needed. */
@NullMarked
package qts.runtime.scrub;

import org.jspecify.annotations.NullMarked;
