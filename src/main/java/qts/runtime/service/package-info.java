/** The service wired together: what is opened, in which order, and how it ends. */
@NullMarked
package qts.runtime.service;

import org.jspecify.annotations.NullMarked;
