package qts.runtime.recorder;

/**
 * What the ledger can't know: a run that ended without its last ledger record, by a kill or a power
 * cut, took along how many duplicates it had seen and how many inputs it had shed since the ledger
 * record before. Whatever left a record of its own is counted.
 *
 * @param runs how many runs of this journal ended so
 * @param fromMillis when the last of them wrote its last ledger record or, when it wrote none, its
 *     start; epoch milliseconds
 * @param toMillis when the run after it began
 */
public record Uncounted(long runs, long fromMillis, long toMillis) {
  static final Uncounted NOTHING = new Uncounted(0, 0, 0);

  /** The same with one more run. */
  Uncounted and(long fromMillis, long toMillis) {
    return new Uncounted(runs + 1, fromMillis, toMillis);
  }
}
