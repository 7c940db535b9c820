package qts.runtime.recorder;

import java.util.List;

/**
 * Where a recorder stands at one moment.
 *
 * @param total the outcomes of everything
 * @param streams the outcomes per stream, the one quiet for longest first
 * @param minorGaps silences since the start, by severity
 * @param flaggedDays the days with a critical gap, ISO dates in order
 * @param uncounted of which time duplicates and shed inputs are not in the counts
 */
public record Standing(
    Counts total,
    List<Stream> streams,
    long minorGaps,
    long majorGaps,
    long criticalGaps,
    List<String> flaggedDays,
    Uncounted uncounted) {

  /** One stream's account; {@code sequence} is the number of its last record. */
  public record Stream(StreamName name, Counts counts, long sequence) {}

  static Standing of(Ledger ledger, GapLog gaps) {
    return new Standing(
        ledger.total(),
        ledger.accounts().stream()
            .map(a -> new Stream(a.name(), a.counts(), a.sequence()))
            .toList(),
        gaps.minor(),
        gaps.major(),
        gaps.critical(),
        List.copyOf(gaps.flaggedDays()),
        ledger.uncounted());
  }
}
