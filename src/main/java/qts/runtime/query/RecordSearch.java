package qts.runtime.query;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import qts.journal.Damage;
import qts.journal.Group;
import qts.journal.JournalReader;
import qts.journal.ReadRange;
import qts.journal.RecordKey;
import qts.journal.RecordVisitor;

/**
 * Answers one query from the durable records of a journal as they are when it begins: passes the
 * matching records on in the order asked for, then tells what the answer lacks.
 */
public final class RecordSearch implements RecordVisitor {
  private final JournalReader reader;
  private final RecordQuery query;
  private final RecordSink sink;
  private final RecordFilter filter;
  private final StoredRecord record = new StoredRecord();
  private final Losses losses = new Losses();
  private final long first;
  private final long last;
  private long found;
  private long stoppedAt = -1;
  private @Nullable IOException failure;

  private RecordSearch(JournalReader reader, RecordQuery query, RecordSink sink) {
    this.reader = reader;
    this.query = query;
    this.sink = sink;
    this.filter = new RecordFilter(query);
    Optional<Long> resume = query.cursor().map(Cursor::position);
    long newest = reader.nextPosition() - 1;
    boolean ascending = query.order() == Order.ASC;
    this.first = ascending ? resume.orElse(reader.firstPosition()) : reader.firstPosition();
    this.last = ascending ? newest : Math.min(newest, resume.orElse(newest));
  }

  /** Answers {@code query}; {@code sink} is given the records. */
  public static Answer run(JournalReader reader, RecordQuery query, RecordSink sink)
      throws IOException {
    RecordSearch search = new RecordSearch(reader, query, sink);
    search.search();
    return search.answer();
  }

  /**
   * Passes on the records of snapshots with a {@code run_id}, the newest first, at most {@code
   * limit} of them.
   */
  public static void newestOf(JournalReader reader, String runId, int limit, RecordSink sink)
      throws IOException {
    new RecordSearch(reader, RecordQuery.newestOf(runId, limit), sink).search();
  }

  private void search() throws IOException {
    if (query.isIndexed()) {
      searchIndex();
    } else if (query.order() == Order.ASC) {
      reader.forward(query.range().positions(first, last), this);
    } else {
      reader.backward(query.range().positions(first, last), this);
    }
    if (failure != null) {
      throw failure;
    }
  }

  private void searchIndex() throws IOException {
    List<Long> positions = new ArrayList<>(reader.find(RecordKey.of(query.runId().orElseThrow())));
    if (query.order() == Order.ASC) {
      positions = positions.reversed();
    }
    for (long position : positions) {
      if (position >= first && position <= last && stoppedAt < 0 && failure == null) {
        reader.at(position, this);
      }
    }
  }

  @Override
  public boolean onRecord(Group group, int i) {
    record.moveTo(group, i);
    if (!filter.matches(record)) {
      return true;
    }
    if (found == query.limit()) {
      stoppedAt = group.position(i);
      return false;
    }
    found++;
    return pass();
  }

  private boolean pass() {
    try {
      sink.accept(record);
      return true;
    } catch (IOException e) {
      failure = e;
      return false;
    }
  }

  @Override
  public void onDamage(Damage damage) {
    losses.add(damage);
  }

  private Answer answer() throws IOException {
    boolean stopped = stoppedAt >= 0;
    boolean ascending = query.order() == Order.ASC;
    long from = stopped && !ascending ? stoppedAt + 1 : first;
    long to = stopped && ascending ? stoppedAt - 1 : last;
    return new Answer(
        completeness(from, to),
        stopped ? Optional.of(new Cursor(stoppedAt, query.fingerprint())) : Optional.empty());
  }

  private Completeness completeness(long from, long to) throws IOException {
    return lacking(reader, query, losses, found, from, to);
  }

  /**
   * What an answer lacks that was made from the positions {@code from} to {@code to}.
   *
   * @param losses what could not be read on the way
   * @param found how many records the answer has
   */
  public static Completeness lacking(
      JournalReader reader, RecordQuery query, Losses losses, long found, long from, long to)
      throws IOException {
    RefusedAndSilent evidence = new RefusedAndSilent(query, new StoredRecord(), losses);
    ReadRange range = query.times().positions(from, to);
    reader.forward(range.kinds(RefusedAndSilent.KINDS), evidence);
    reader.holes(range).forEach(losses::add);
    return evidence.completeness(found, from, to, LiveEdge.isWithin(reader, query));
  }
}
