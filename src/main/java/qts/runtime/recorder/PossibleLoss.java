package qts.runtime.recorder;

/**
 * The time of which inputs may be missing although they were answered: the run before answered some
 * ahead of the disk and did not end in order. How many, nobody can tell; at most what {@link
 * Ack#RECEIVED} allows.
 *
 * @param fromMillis when the last record was received that is there, epoch milliseconds
 * @param toMillis when the run after it began
 */
record PossibleLoss(long fromMillis, long toMillis) {}
