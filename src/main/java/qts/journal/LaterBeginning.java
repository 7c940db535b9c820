package qts.journal;

/**
 * Where a journal begins whose first segments are not there: they were moved away, or are lost.
 *
 * @param segment the number of the first segment that is there
 * @param position the first position in it
 */
public record LaterBeginning(long segment, long position) {

  /** In words. */
  public String what() {
    return "the first segment is number %d, with position %d".formatted(segment, position);
  }
}
