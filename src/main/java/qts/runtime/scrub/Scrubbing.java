package qts.runtime.scrub;

import java.io.IOException;
import java.util.Optional;
import qts.journal.Damage;
import qts.journal.Scrub;
import qts.journal.ScrubPace;
import qts.journal.ScrubbedSegment;

/** Takes a pass over a journal forward, segment by segment. */
public final class Scrubbing {
  private final Scrub scrub;
  private final ScrubPace pace;
  private final Progress progress;

  /** Hears of every segment that was checked. */
  public interface Progress {

    /** Sees what was found in a segment, and the pass with it. */
    void onSegment(ScrubbedSegment segment, ScrubPass pass) throws IOException;
  }

  public Scrubbing(Scrub scrub, ScrubPace pace, Progress progress) {
    this.scrub = scrub;
    this.pace = pace;
    this.progress = progress;
  }

  /**
   * Goes on with {@code pass} to its end, or until the pace says to stop.
   *
   * @param sealed whether the last segment, which may still take records, is left out
   * @return the pass as far as it came
   */
  public ScrubPass run(ScrubPass pass, boolean sealed) throws IOException {
    ScrubPass reached = pass;
    for (long number : sealed ? scrub.finishedSegments() : scrub.segments()) {
      if (number >= pass.nextSegment() && scrub.isThere(number)) {
        ScrubbedSegment segment = scrub.check(number, pace);
        if (!segment.finished()) {
          return reached;
        }
        reached = reached.with(segment);
        progress.onSegment(segment, reached);
      }
    }
    Optional<Damage> missing = scrub.allMissing();
    return missing.isPresent() ? reached.with(missing.get()) : reached;
  }
}
