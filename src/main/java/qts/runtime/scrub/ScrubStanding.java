package qts.runtime.scrub;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * How the scrubs of a running service stand.
 *
 * @param running the pass that is under way
 * @param last the pass that was finished last, also by an earlier start of the service
 * @param finishedMillis when that was, epoch milliseconds
 * @param nextMillis when the next pass begins; empty while one is under way, or scrubs are off
 * @param readBytes how many bytes were read and checked since the start of the service
 */
public record ScrubStanding(
    Optional<ScrubPass> running,
    Optional<ScrubPass> last,
    OptionalLong finishedMillis,
    OptionalLong nextMillis,
    long readBytes) {

  /** Nothing is known and nothing is planned. */
  public static final ScrubStanding NONE =
      new ScrubStanding(
          Optional.empty(), Optional.empty(), OptionalLong.empty(), OptionalLong.empty(), 0);
}
