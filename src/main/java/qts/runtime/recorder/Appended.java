package qts.runtime.recorder;

/**
 * How far a run of decisions came.
 *
 * @param next the index of the first that was not appended
 * @param lastPosition the position of the last that was; below 0 when none was
 * @param full whether the disk had no room for more
 */
public record Appended(int next, long lastPosition, boolean full) {}
