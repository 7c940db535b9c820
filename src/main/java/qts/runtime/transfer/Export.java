package qts.runtime.transfer;

import java.io.IOException;
import java.util.function.LongConsumer;
import qts.observer.Utf8Buffer;
import tools.jackson.databind.JsonNode;

/**
 * Writes PatternRecords as lines that the tools of the Python original read: what was taken over
 * from it byte for byte, and what was recorded here in the same form.
 */
public final class Export {
  private final ExportTarget target;
  private final LongConsumer progress;
  private final Utf8Buffer line = new Utf8Buffer();
  private long records;

  private Export(ExportTarget target, LongConsumer progress) {
    this.target = target;
    this.progress = progress;
  }

  /**
   * What was exported.
   *
   * @param completeness what the answer lacks, as the feed tells it
   */
  public record Report(long records, JsonNode completeness) {

    /** How many records can't be read any more and are therefore missing. */
    public long lost() {
      return completeness.path("lost").asLong(0);
    }
  }

  /**
   * Writes the records of {@code selection}, which must be of those that hold a snapshot.
   *
   * @param progress hears how many were written so far
   */
  public static Report run(
      RecordFeed feed, Selection selection, ExportTarget target, LongConsumer progress)
      throws IOException {
    Export export = new Export(target, progress);
    RecordLine end = AnswerLines.read(feed, selection, export::write);
    target.finish();
    return new Report(export.records, end.json().path("completeness"));
  }

  private void write(RecordLine record) throws IOException {
    line.clear();
    record.writeContent(line);
    target.write(record.eventMillis(), line.add('\n'));
    progress.accept(++records);
  }
}
