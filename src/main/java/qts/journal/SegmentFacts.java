package qts.journal;

import java.util.List;

/**
 * What one segment holds.
 *
 * @param firstPosition the first position it may hold
 * @param nextPosition the position behind its last record
 * @param createdMillis when it was begun, epoch milliseconds; 0 when its header can't be read
 * @param fileBytes the size of the file, with the room that is not used yet
 * @param usedBytes where its last frame ends
 * @param times the times of its records; all 0 when there are none
 * @param kinds the union of {@link RecordKind#bit()}
 * @param damages the places that looking at it found damaged; a segment with a good index is not
 *     read for that
 */
public record SegmentFacts(
    long number,
    String name,
    State state,
    long firstPosition,
    long nextPosition,
    long createdMillis,
    long records,
    long groups,
    long fileBytes,
    long usedBytes,
    Times times,
    int kinds,
    IndexState index,
    List<Damage> damages) {

  /** How a segment ends. */
  public enum State {
    /** With its seal. */
    SEALED,
    /** It is the last and takes records. */
    OPEN,
    /** Without a seal although another follows: its end is missing or damaged. */
    UNSEALED,
    /** It was written by a later version of the format. */
    NEWER,
    /** Neither its header nor any frame can be read. */
    UNREADABLE
  }

  /** Outer bounds, epoch milliseconds. */
  public record Times(
      long minEventMillis, long maxEventMillis, long firstReceiveMillis, long lastReceiveMillis) {}

  public SegmentFacts {
    damages = List.copyOf(damages);
  }
}
