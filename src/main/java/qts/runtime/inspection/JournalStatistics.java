package qts.runtime.inspection;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongConsumer;
import qts.journal.Damage;
import qts.journal.FrameFacts;
import qts.journal.Group;
import qts.journal.JournalReader;
import qts.journal.SegmentFacts;
import qts.journal.Survey;
import qts.journal.WatermarkFacts;
import qts.runtime.query.RecordQuery;
import qts.runtime.query.StoredRecord;
import qts.runtime.transfer.JournalFeed;

/**
 * What a journal amounts to.
 *
 * @param records how many can be read
 * @param payloadBytes their payloads, as they came in
 * @param usedBytes what the segments take, up to their last groups
 * @param fileBytes the sizes of their files, with the room that is not used yet
 * @param recordsPerSecond over the time from the first receipt to the last; 0 for no time
 */
public record JournalStatistics(
    int segments,
    long records,
    long payloadBytes,
    long notesBytes,
    long usedBytes,
    long fileBytes,
    double bytesPerRecord,
    double ratio,
    double recordsPerSecond,
    Optional<SegmentFacts.Times> times,
    Groups groups,
    List<Tally> kinds,
    Ranking streams,
    Ranking symbols,
    Optional<WatermarkFacts> watermark,
    List<Damage> damages) {

  /** The records with one name, and the bytes of their payloads. */
  public record Tally(String name, long records, long payloadBytes) {}

  /** The names with the most records, and what the others have together. */
  public record Ranking(List<Tally> top, long otherRecords, long otherPayloadBytes) {}

  /**
   * The groups; percentiles above 256 are right to 1 %.
   *
   * @param bodyBytes their bodies before compression
   */
  public record Groups(
      long count,
      long recordsP50,
      long recordsP99,
      long recordsMax,
      long bytesP50,
      long bytesP99,
      long bytesMax,
      long bodyBytes) {}

  /**
   * Reads the whole journal for it.
   *
   * @param top how many streams and symbols are told each
   * @param progress is told how many records were read
   */
  public static JournalStatistics of(JournalFolder journal, int top, LongConsumer progress)
      throws IOException {
    Count count = new Count(progress);
    List<Damage> damages;
    try (JournalReader reader = JournalFeed.reader(journal.dataFolder())) {
      damages =
          new RecordWalk(
                  reader,
                  RecordQuery.everything(Long.MIN_VALUE, Long.MAX_VALUE, Optional.empty()),
                  RecordWalk.Positions.ALL,
                  Long.MAX_VALUE,
                  count)
              .run();
    }
    Survey survey = journal.survey();
    for (String name : survey.segmentNames()) {
      survey.frames(name, count::add);
    }
    return count.result(survey, top, damages);
  }

  /** What has been seen so far. */
  private static final class Count implements RecordWalk.Step {
    private final LongConsumer progress;
    private final StoredRecord record = new StoredRecord();
    private final NameCounts kinds = new NameCounts();
    private final NameCounts streams = new NameCounts();
    private final NameCounts symbols = new NameCounts();
    private final Spread groupRecords = new Spread();
    private final Spread groupBytes = new Spread();
    private long records;
    private long payloadBytes;
    private long notesBytes;
    private long bodyBytes;
    private long minEvent = Long.MAX_VALUE;
    private long maxEvent = Long.MIN_VALUE;
    private long firstReceive = Long.MAX_VALUE;
    private long lastReceive = Long.MIN_VALUE;

    Count(LongConsumer progress) {
      this.progress = progress;
    }

    @Override
    public boolean onRecord(Group group, int i) {
      int bytes = group.payloadTo(i) - group.payloadFrom(i);
      progress.accept(++records);
      payloadBytes += bytes;
      notesBytes += group.notesTo(i) - group.notesFrom(i);
      minEvent = Math.min(minEvent, group.eventMillis(i));
      maxEvent = Math.max(maxEvent, group.eventMillis(i));
      firstReceive = Math.min(firstReceive, group.receiveMillis(i));
      lastReceive = Math.max(lastReceive, group.receiveMillis(i));
      kinds.add(group.kind(i).name().toLowerCase(Locale.ROOT), bytes);
      streams.add(group.stream(i), bytes);
      record.moveTo(group, i);
      String symbol = record.symbol();
      if (!symbol.isEmpty()) {
        symbols.add(symbol, bytes);
      }
      return true;
    }

    void add(FrameFacts frame) {
      if (frame.records() > 0) {
        groupRecords.add(frame.records());
        groupBytes.add(frame.frameBytes());
        bodyBytes += frame.rawBytes();
      }
    }

    JournalStatistics result(Survey survey, int top, List<Damage> damages) throws IOException {
      List<SegmentFacts> segments = survey.segments();
      long used = segments.stream().mapToLong(SegmentFacts::usedBytes).sum();
      return new JournalStatistics(
          segments.size(),
          records,
          payloadBytes,
          notesBytes,
          used,
          segments.stream().mapToLong(SegmentFacts::fileBytes).sum(),
          quotient((double) used, records),
          quotient((double) payloadBytes, used),
          quotient(1_000.0 * records, records == 0 ? 0 : lastReceive - firstReceive),
          records == 0
              ? Optional.empty()
              : Optional.of(new SegmentFacts.Times(minEvent, maxEvent, firstReceive, lastReceive)),
          groups(),
          new ArrayList<>(kinds.ranking(Integer.MAX_VALUE).top()),
          streams.ranking(top),
          symbols.ranking(top),
          survey.watermark(),
          damages);
    }

    private Groups groups() {
      return new Groups(
          groupRecords.count(),
          groupRecords.percentile(50),
          groupRecords.percentile(99),
          groupRecords.max(),
          groupBytes.percentile(50),
          groupBytes.percentile(99),
          groupBytes.max(),
          bodyBytes);
    }

    /** Rounded to hundredths. */
    private static double quotient(double of, long by) {
      return by == 0 ? 0 : Math.round(100 * of / by) / 100.0;
    }
  }
}
