package qts.runtime.inspection;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import qts.journal.Damage;
import qts.journal.Group;
import qts.journal.JournalReader;
import qts.journal.RecordKey;
import qts.journal.RecordVisitor;
import qts.runtime.query.RecordFilter;
import qts.runtime.query.RecordQuery;
import qts.runtime.query.StoredRecord;

/**
 * Goes once over the records that a query asks for, in order, and remembers what could not be read.
 * Not for use by several threads at once.
 */
public final class RecordWalk implements RecordVisitor {
  private final JournalReader reader;
  private final RecordQuery query;
  private final Positions positions;
  private final RecordFilter filter;
  private final Step step;
  private final StoredRecord record = new StoredRecord();
  private final TreeMap<Long, Damage> damages = new TreeMap<>();
  private long left;
  private boolean ended;

  /** Positions, both included. */
  public record Positions(long first, long last) {
    public static final Positions ALL = new Positions(0, Long.MAX_VALUE);

    /** Whether any of the positions {@code from} to {@code to} is among them. */
    public boolean meet(long from, long to) {
      return to >= first && from <= last;
    }
  }

  /** Is shown the records that match. */
  public interface Step {

    /** Sees record {@code i} of {@code group}, valid during the call; false ends the walk. */
    boolean onRecord(Group group, int i);
  }

  /**
   * @param query its order, limit and cursor do not matter
   * @param limit the most records that are shown, 1 or more
   */
  public RecordWalk(
      JournalReader reader, RecordQuery query, Positions positions, long limit, Step step) {
    this.reader = reader;
    this.query = query;
    this.positions = positions;
    this.filter = new RecordFilter(query);
    this.step = step;
    this.left = limit;
  }

  /** Goes; gives the places that could not be read on the way, in order. */
  public List<Damage> run() throws IOException {
    if (query.isIndexed()) {
      for (long position : reader.find(RecordKey.of(query.runId().orElseThrow())).reversed()) {
        if (!ended && positions.meet(position, position)) {
          reader.at(position, this);
        }
      }
    } else {
      reader.forward(query.range().positions(positions.first(), positions.last()), this);
    }
    if (!ended) {
      reader
          .holes(query.range().positions(positions.first(), positions.last()))
          .forEach(this::onDamage);
    }
    return new ArrayList<>(damages.values());
  }

  @Override
  public boolean onRecord(Group group, int i) {
    record.moveTo(group, i);
    if (filter.matches(record)) {
      ended = !step.onRecord(group, i) || --left <= 0;
    }
    return !ended;
  }

  @Override
  public void onDamage(Damage damage) {
    damages.putIfAbsent(damage.firstLost(), damage);
  }
}
