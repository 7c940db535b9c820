package qts.runtime.checkpoint;

import java.util.List;

/**
 * How far checkpoints are.
 *
 * @param verifierKey the key that verifies them
 * @param groups the number of groups in the newest, 0 while there is none
 * @param position the last record in the newest, −1 while there is none
 * @param millis when it was made, epoch milliseconds, 0 while there is none
 * @param failures how often one could not be made or kept
 * @param error why that failed last; empty when the newest went well
 */
public record CheckpointStanding(
    String verifierKey,
    long groups,
    long position,
    long millis,
    long failures,
    String error,
    List<PlaceStanding> places) {}
