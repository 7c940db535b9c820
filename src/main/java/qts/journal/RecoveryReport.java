package qts.journal;

import java.util.List;

/**
 * What opening a journal found.
 *
 * @param clean whether the last writer ended in order
 * @param segments how many segments there are
 * @param nextPosition the position the next record gets
 * @param durable the last position known to be durable when the journal was opened; −1 for none
 * @param cutBytes how many bytes of a torn tail were cut off and kept in quarantine
 * @param millis how long it took
 */
public record RecoveryReport(
    boolean clean,
    int segments,
    long nextPosition,
    long durable,
    long cutBytes,
    List<Damage> damages,
    long millis) {

  public RecoveryReport {
    damages = List.copyOf(damages);
  }
}
