package qts.runtime.question;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import qts.journal.Damage;
import qts.journal.Group;
import qts.journal.JournalReader;
import qts.journal.ReadRange;
import qts.journal.RecordVisitor;
import qts.observer.Producer;
import qts.observer.Utf8Buffer;
import qts.runtime.query.Answer;
import qts.runtime.query.AnswerWriter;
import qts.runtime.query.InvalidQueryException;
import qts.runtime.query.Losses;
import qts.runtime.query.RecordJson;
import qts.runtime.query.RecordQuery;
import qts.runtime.query.RecordSearch;
import qts.runtime.query.StoredRecord;

/** The snapshots delivered to a strategy for which no decision of any kind came back. */
public final class Coverage implements Question {
  private final Supplier<Producer> producer;

  /**
   * @param producer who is named in PatternRecords
   */
  public Coverage(Supplier<Producer> producer) {
    this.producer = producer;
  }

  @Override
  public String path() {
    return "/v1/coverage";
  }

  @Override
  public void answer(
      JournalReader reader,
      Map<String, List<String>> parameters,
      AnswerWriter.Form form,
      OutputStream out)
      throws IOException, InvalidQueryException {
    CoverageQuery query = CoverageQuery.parse(parameters);
    Losses losses = new Losses();
    ReadRange range = range(reader, query);
    Delivered scope = new Delivered(query, losses);
    run(reader, range, scope);
    CoverageCount count = new CoverageCount(query, scope, losses);
    run(reader, range, count);
    write(
        reader,
        query,
        scope,
        count,
        losses,
        new AnswerWriter(new RecordJson(producer.get()), form, out));
  }

  private static void run(JournalReader reader, ReadRange range, CoveragePass pass)
      throws IOException, InvalidQueryException {
    reader.backward(range, pass);
    if (pass.isOverflown()) {
      throw new InvalidQueryException(
          "from",
          "decisions of that time rest on more than %,d snapshots that are not in it: name another"
                  .formatted(CoveragePass.MAX_OPEN)
              + " time");
    }
  }

  /** The snapshots of the time asked about, and what was recorded up to a minute behind them. */
  private static ReadRange range(JournalReader reader, CoverageQuery query) throws IOException {
    ReadRange all = ReadRange.everything().kinds(DecisionLinks.KINDS | SnapshotIndex.KINDS);
    if (!query.isTimeLimited()) {
      return all;
    }
    Stretch stretch = Stretch.of(reader, query.fromMillis(), query.toMillis(), SnapshotIndex.KINDS);
    End end = new End(stretch);
    reader.forward(all.positions(stretch.last() + 1, Long.MAX_VALUE), end);
    return all.positions(Math.max(0, stretch.first() - CoveragePass.REMEMBERED), end.position);
  }

  /** Finds the last record that a stretch reaches to. */
  private static final class End implements RecordVisitor {
    private final Stretch stretch;
    private long position;

    End(Stretch stretch) {
      this.stretch = stretch;
      this.position = stretch.last();
    }

    @Override
    public boolean onRecord(Group group, int i) {
      if (stretch.isPast(group, i)) {
        return false;
      }
      position = group.position(i);
      return true;
    }

    /** Both passes come upon it again. */
    @Override
    public void onDamage(Damage damage) {}
  }

  private static void write(
      JournalReader reader,
      CoverageQuery query,
      Delivered scope,
      CoverageCount count,
      Losses losses,
      AnswerWriter writer)
      throws IOException {
    List<Long> page = count.page();
    int shown = Math.min(page.size(), query.limit());
    Listing listing = new Listing(writer, losses);
    for (long position : page.subList(0, shown)) {
      reader.at(position, listing);
      if (listing.failure != null) {
        throw listing.failure;
      }
    }
    Answer answer =
        new Answer(
            RecordSearch.lacking(
                reader,
                RecordQuery.everything(query.fromMillis(), query.toMillis(), Optional.empty()),
                losses,
                shown,
                scope.last() < 0 ? 0 : scope.first(),
                scope.last()),
            page.size() > shown ? Optional.of(query.cursorAt(page.get(shown))) : Optional.empty());
    writer.finish(answer, end -> writeEnd(end, query, scope, count));
  }

  private static void writeEnd(
      Utf8Buffer end, CoverageQuery query, Delivered scope, CoverageCount count) {
    end.add(ascii(",\"strategy\":")).addQuoted(query.strategy());
    String separator = ",\"symbols\":[";
    for (String symbol : new TreeSet<>(scope.symbols())) {
      end.add(ascii(separator)).addQuoted(symbol);
      separator = ",";
    }
    end.add(ascii(scope.symbols().isEmpty() ? separator + "]" : "]"));
    end.add(ascii(",\"decisions\":")).add(count.decisions());
    end.add(ascii(",\"delivered\":")).add(count.delivered());
    end.add(ascii(",\"covered\":")).add(count.covered());
    end.add(ascii(",\"uncovered\":")).add(count.delivered() - count.covered());
    end.add(ascii(",\"pending\":")).add(count.pending());
    end.add(ascii(",\"in_repeats\":")).add(count.inRepeats());
    end.add(ascii(",\"by_rules\":" + count.isByRules()));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Writes the records at positions. */
  private static final class Listing implements RecordVisitor {
    private final AnswerWriter writer;
    private final Losses losses;
    private final StoredRecord record = new StoredRecord();
    private @Nullable IOException failure;

    Listing(AnswerWriter writer, Losses losses) {
      this.writer = writer;
      this.losses = losses;
    }

    @Override
    public boolean onRecord(Group group, int i) {
      record.moveTo(group, i);
      try {
        writer.accept(record);
      } catch (IOException e) {
        failure = e;
      }
      return false;
    }

    @Override
    public void onDamage(Damage damage) {
      losses.add(damage);
    }
  }
}
