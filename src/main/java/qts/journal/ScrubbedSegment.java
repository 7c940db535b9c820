package qts.journal;

import java.util.List;

/**
 * What checking one segment found.
 *
 * @param finished whether it was checked to its end; false when the scrub was stopped
 * @param sealed whether it ends with its seal
 * @param bytes how much was read and checked
 * @param groups how many whole groups there are
 * @param records how many records are in these
 * @param tailBytes how many bytes behind the last frame of the last segment are no frame: what a
 *     writer is just writing, or was when it ended
 * @param damages what is not as it was written, in the order of the file
 */
public record ScrubbedSegment(
    long number,
    String name,
    boolean finished,
    boolean sealed,
    long bytes,
    long groups,
    long records,
    IndexState index,
    long tailBytes,
    List<DamagedBytes> damages) {

  public ScrubbedSegment {
    damages = List.copyOf(damages);
  }
}
