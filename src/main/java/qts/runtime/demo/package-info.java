/** The demo: real trades through the real service, and what can be asked about them. */
@NullMarked
package qts.runtime.demo;

import org.jspecify.annotations.NullMarked;
