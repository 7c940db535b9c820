package qts.runtime.scrub;

import java.util.ArrayList;
import java.util.List;
import qts.journal.Damage;
import qts.journal.DamagedBytes;
import qts.journal.ScrubbedSegment;

/**
 * How far one pass over a journal is, and what it found.
 *
 * @param journalId the journal it is a pass of
 * @param startedMillis when it began, epoch milliseconds
 * @param nextSegment the number from which on segments are still to be checked
 * @param segments how many segments were checked
 * @param bytes how many bytes of these
 * @param damagedPlaces how many places are damaged
 * @param lostRecords how many records can't be read because of them
 * @param damages the first {@link #MAX_DAMAGES} of these places
 */
public record ScrubPass(
    String journalId,
    long startedMillis,
    long nextSegment,
    long segments,
    long bytes,
    long groups,
    long records,
    long damagedPlaces,
    long lostRecords,
    List<Damage> damages) {

  /** The most damaged places that are remembered one by one. */
  public static final int MAX_DAMAGES = 1_000;

  public ScrubPass {
    damages = List.copyOf(damages);
  }

  /** A pass that begins. */
  public static ScrubPass begin(String journalId, long startedMillis) {
    return new ScrubPass(journalId, startedMillis, 0, 0, 0, 0, 0, 0, 0, List.of());
  }

  /** The pass after one more segment. */
  ScrubPass with(ScrubbedSegment segment) {
    List<Damage> found = segment.damages().stream().map(DamagedBytes::damage).toList();
    return new ScrubPass(
            journalId,
            startedMillis,
            segment.number() + 1,
            segments + 1,
            bytes + segment.bytes(),
            groups + segment.groups(),
            records + segment.records(),
            damagedPlaces,
            lostRecords,
            damages)
        .with(found);
  }

  /** The pass with a damage that is in no segment. */
  ScrubPass with(Damage damage) {
    return with(List.of(damage));
  }

  private ScrubPass with(List<Damage> found) {
    List<Damage> all = new ArrayList<>(damages);
    all.addAll(found.subList(0, Math.min(found.size(), MAX_DAMAGES - damages.size())));
    return new ScrubPass(
        journalId,
        startedMillis,
        nextSegment,
        segments,
        bytes,
        groups,
        records,
        damagedPlaces + found.size(),
        lostRecords + found.stream().mapToLong(Damage::lost).sum(),
        all);
  }
}
