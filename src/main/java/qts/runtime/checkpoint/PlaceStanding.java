package qts.runtime.checkpoint;

/**
 * How publishing to one place goes.
 *
 * @param position the last record of the newest checkpoint the place has, −1 for none
 * @param pending whether a newer one waits
 * @param failures how often publishing failed
 * @param error why it failed last; empty when the newest attempt went well
 */
public record PlaceStanding(
    String name, long position, boolean pending, long failures, String error) {}
