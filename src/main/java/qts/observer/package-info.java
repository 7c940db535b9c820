/**
 * The contract and the pipeline: from received bytes to an outcome. Pure: no files, sockets, clock
 * or environment.
 */
@NullMarked
package qts.observer;

import org.jspecify.annotations.NullMarked;
