package qts.runtime.scrub;

import java.util.Optional;

/**
 * What is remembered of scrubs from one start of the program to the next.
 *
 * @param running the pass that is under way
 * @param last the pass that was finished last
 * @param finishedMillis when that was, epoch milliseconds; 0 when there was none
 */
public record ScrubMemory(
    Optional<ScrubPass> running, Optional<ScrubPass> last, long finishedMillis) {

  /** Nothing yet. */
  public static final ScrubMemory NONE = new ScrubMemory(Optional.empty(), Optional.empty(), 0);

  /** The same with this pass under way. */
  public ScrubMemory running(ScrubPass pass) {
    return new ScrubMemory(Optional.of(pass), last, finishedMillis);
  }

  ScrubMemory finished(ScrubPass pass, long atMillis) {
    return new ScrubMemory(Optional.empty(), Optional.of(pass), atMillis);
  }
}
