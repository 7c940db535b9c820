/** Programs that show how the recorder is used; each is run by a test. */
@NullMarked
package qts.example;

import org.jspecify.annotations.NullMarked;
