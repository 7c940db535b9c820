package qts.runtime.recorder;

import java.util.Locale;
import qts.observer.Finding;

/**
 * An input that was not recorded as a snapshot, and why.
 *
 * @param line its place in what was sent, counted from 1
 * @param outcome what became of it
 * @param position where the evidence lies in the journal; −1 when there was no room for it
 */
public record Refusal(long line, Kind outcome, long position, Finding finding) {

  /** How an input was refused. */
  public enum Kind {
    REJECTED,
    BLOCKED,
    SHED;

    /** The word for it in answers. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
