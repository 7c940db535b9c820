package qts.runtime.question;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.function.Supplier;
import qts.journal.JournalReader;
import qts.observer.Producer;
import qts.observer.Utf8Buffer;
import qts.runtime.query.Answer;
import qts.runtime.query.AnswerWriter;
import qts.runtime.query.InvalidQueryException;
import qts.runtime.query.Losses;
import qts.runtime.query.RecordJson;
import qts.runtime.query.RecordQuery;
import qts.runtime.query.RecordSearch;

/**
 * What happened, in order: everything about a symbol, or everything that hangs together with a
 * snapshot, a decision or a correlation id.
 */
public final class Timeline implements Question {
  private final Supplier<Producer> producer;

  /**
   * @param producer who is named in PatternRecords
   */
  public Timeline(Supplier<Producer> producer) {
    this.producer = producer;
  }

  @Override
  public String path() {
    return "/v1/timeline";
  }

  @Override
  public void answer(
      JournalReader reader,
      Map<String, List<String>> parameters,
      AnswerWriter.Form form,
      OutputStream out)
      throws IOException, InvalidQueryException {
    TimelineQuery query = TimelineQuery.parse(parameters);
    AnswerWriter writer = new AnswerWriter(new RecordJson(producer.get()), form, out);
    if (query.by() == TimelineQuery.By.SYMBOL) {
      ofSymbol(reader, query, writer);
    } else {
      ofLinks(reader, query, writer);
    }
  }

  private static Stretch stretch(JournalReader reader, TimelineQuery query) throws IOException {
    return query.isTimeLimited()
        ? Stretch.of(reader, query.fromMillis(), query.toMillis(), Belonging.KINDS)
        : Stretch.whole(reader);
  }

  private static void ofSymbol(JournalReader reader, TimelineQuery query, AnswerWriter writer)
      throws IOException {
    long newest = reader.nextPosition() - 1;
    Losses losses = new Losses();
    SymbolTimeline timeline = new SymbolTimeline(query, stretch(reader, query), writer, losses);
    long next = timeline.run(reader);
    Page page = new Page(timeline.found(), timeline.first(), next < 0 ? newest : next - 1, next);
    finish(writer, page, query, Optional.of(query.id()), reader, losses, new Unresolved(), false);
  }

  private static void ofLinks(JournalReader reader, TimelineQuery query, AnswerWriter writer)
      throws IOException {
    Losses losses = new Losses();
    LinkedTimeline timeline = new LinkedTimeline(query, reader, losses);
    timeline.find(stretch(reader, query));
    long next = timeline.pass(writer);
    finish(
        writer,
        page(timeline.positions(), query, next),
        query,
        Optional.ofNullable(timeline.symbol()),
        reader,
        losses,
        timeline.unresolved(),
        timeline.isTruncated());
  }

  private static Page page(NavigableSet<Long> positions, TimelineQuery query, long next) {
    long from = query.cursor().map(cursor -> cursor.position()).orElse(0L);
    var shown = next < 0 ? positions.tailSet(from) : positions.subSet(from, next);
    return shown.isEmpty()
        ? new Page(0, 0, -1, next)
        : new Page(shown.size(), shown.first(), shown.last(), next);
  }

  /** What a page is made from, and where the next begins; −1 for none. */
  private record Page(long records, long first, long last, long next) {}

  private static void finish(
      AnswerWriter writer,
      Page page,
      TimelineQuery query,
      Optional<String> symbol,
      JournalReader reader,
      Losses losses,
      Unresolved unresolved,
      boolean truncated)
      throws IOException {
    Answer answer =
        new Answer(
            RecordSearch.lacking(
                reader,
                RecordQuery.everything(query.fromMillis(), query.toMillis(), symbol),
                losses,
                page.records,
                page.first,
                page.last),
            page.next < 0 ? Optional.empty() : Optional.of(query.cursorAt(page.next)));
    writer.finish(answer, end -> writeEnd(end, unresolved, truncated));
  }

  private static void writeEnd(Utf8Buffer end, Unresolved unresolved, boolean truncated) {
    unresolved.write(end);
    end.add((",\"truncated\":" + truncated).getBytes(StandardCharsets.US_ASCII));
  }
}
