/**
 * Reading back: what a query asks for, how records are found and shown, and what an answer can't
 * tell because it is missing.
 */
@NullMarked
package qts.runtime.query;

import org.jspecify.annotations.NullMarked;
