package qts.runtime.query;

import java.nio.charset.StandardCharsets;
import java.util.List;
import qts.journal.Damage;
import qts.observer.Utf8Buffer;

/**
 * What an answer does not hold although it happened in the part of the journal it was made from.
 *
 * @param records how many records the answer has
 * @param firstPosition the first position the answer was made from
 * @param lastPosition the last one; less than {@code firstPosition} when there was none
 * @param liveEdge whether records may still arrive that the query asks for
 * @param rejected inputs that broke a rule
 * @param blocked inputs that a guard stopped
 * @param shed inputs for which there was no room
 * @param gaps how many silences of a minute or more
 * @param gapRecords the first {@link #MAX_LISTED} of these, as they are recorded
 * @param lost how many records can't be read any more
 * @param lostRecords the first {@link #MAX_LISTED} stretches of these
 */
public record Completeness(
    long records,
    long firstPosition,
    long lastPosition,
    boolean liveEdge,
    long rejected,
    long blocked,
    long shed,
    long gaps,
    List<Silence> gapRecords,
    long lost,
    List<Damage> lostRecords) {

  /** The most silences, and the most stretches of lost records, that are listed one by one. */
  public static final int MAX_LISTED = 100;

  /** A gap record: its position and its JSON. */
  record Silence(long position, String json) {}

  public Completeness {
    gapRecords = List.copyOf(gapRecords);
    lostRecords = List.copyOf(lostRecords);
  }

  /** Adds it as a JSON object. */
  public void write(Utf8Buffer out) {
    out.add(ascii("{\"records\":")).add(records);
    out.add(ascii(",\"first_position\":")).add(firstPosition);
    out.add(ascii(",\"last_position\":")).add(lastPosition);
    out.add(ascii(",\"live_edge\":" + liveEdge));
    out.add(ascii(",\"rejected\":")).add(rejected);
    out.add(ascii(",\"blocked\":")).add(blocked);
    out.add(ascii(",\"shed\":")).add(shed);
    writeGaps(out.add(ascii(",\"gaps\":")).add(gaps));
    writeLost(out.add(ascii(",\"lost\":")).add(lost));
    out.add('}');
  }

  private void writeGaps(Utf8Buffer out) {
    String separator = ",\"gap_records\":[";
    for (Silence gap : gapRecords) {
      out.add(ascii(separator + "{\"position\":")).add(gap.position());
      out.add(ascii(",\"record\":")).add(gap.json().getBytes(StandardCharsets.UTF_8)).add('}');
      separator = ",";
    }
    out.add(ascii(gapRecords.isEmpty() ? separator + "]" : "]"));
  }

  private void writeLost(Utf8Buffer out) {
    String separator = ",\"lost_records\":[";
    for (Damage damage : lostRecords) {
      out.add(ascii(separator + "{\"first_position\":")).add(damage.firstLost());
      out.add(ascii(",\"last_position\":")).add(damage.lastLost());
      out.add(ascii(",\"file\":")).addQuoted(damage.file());
      out.add(ascii(",\"reason\":")).addQuoted(damage.what()).add('}');
      separator = ",";
    }
    out.add(ascii(lostRecords.isEmpty() ? separator + "]" : "]"));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
