package qts.runtime.question;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import qts.journal.Damage;
import qts.journal.Group;
import qts.journal.JournalReader;
import qts.journal.ReadRange;
import qts.journal.RecordVisitor;
import qts.observer.Field;
import qts.runtime.query.Losses;
import qts.runtime.query.RecordSink;
import qts.runtime.query.StoredRecord;

/**
 * Everything about one symbol in order: its snapshots, its refused inputs, its silences and those
 * of whole sources, the decisions about it or resting on its snapshots with what became of them,
 * and what the recorder and safety did meanwhile. A decision belongs to a time when it was made
 * then or rests on a snapshot of then.
 */
final class SymbolTimeline implements RecordVisitor {
  /**
   * How many of the latest snapshots, and of the latest judgments, are remembered, so that what
   * rests on them is known as theirs.
   */
  static final int REMEMBERED = 65_536;

  private final TimelineQuery query;
  private final Stretch stretch;
  private final RecordSink sink;
  private final Losses losses;
  private final StoredRecord record = new StoredRecord();
  private final RecentIds snapshots = new RecentIds(REMEMBERED);
  private final RecentIds decisions = new RecentIds(REMEMBERED);
  private final long begin;
  private long found;
  private long stoppedAt = -1;
  private @Nullable IOException failure;

  SymbolTimeline(TimelineQuery query, Stretch stretch, RecordSink sink, Losses losses) {
    this.query = query;
    this.stretch = stretch;
    this.sink = sink;
    this.losses = losses;
    this.begin = query.cursor().map(cursor -> cursor.position()).orElse(stretch.first());
  }

  /** Passes the records on; returns the position to go on at, −1 when there is no more. */
  long run(JournalReader reader) throws IOException {
    long from = Math.max(stretch.first(), begin - REMEMBERED);
    reader.forward(
        ReadRange.everything().positions(from, Long.MAX_VALUE).kinds(Belonging.KINDS), this);
    if (failure != null) {
      throw failure;
    }
    return stoppedAt;
  }

  /** How many records were passed on. */
  long found() {
    return found;
  }

  /** The first position of the page. */
  long first() {
    return begin;
  }

  @Override
  public boolean onRecord(Group group, int i) {
    if (stretch.isPast(group, i)) {
      return false;
    }
    record.moveTo(group, i);
    if (!belongs(group, i) || group.position(i) < begin) {
      return true;
    }
    if (found == query.limit()) {
      stoppedAt = group.position(i);
      return false;
    }
    found++;
    return pass();
  }

  private boolean belongs(Group group, int i) {
    if (record.isRecorded()) {
      return isOfSymbol();
    }
    if (DecisionLinks.isDecision(record.kind())) {
      return belongs(DecisionLinks.read(group, i));
    }
    return Belonging.of(record, query.fromMillis(), query.toMillis(), query.id()::equals);
  }

  private boolean isOfSymbol() {
    if (!query.holds(record.eventMillis()) || !record.has(Field.SYMBOL, query.id())) {
      return false;
    }
    snapshots.add(record.snapshot().decoded(Field.RUN_ID));
    return true;
  }

  private boolean belongs(DecisionLinks decision) {
    boolean belongs =
        (decision.symbol().equals(query.id()) && query.holds(record.eventMillis()))
            || decision.restsOn().stream().anyMatch(ref -> snapshots.has(ref.runId()))
            || decisions.has(decision.decisionId());
    if (belongs && !decision.decisionId().isEmpty()) {
      decisions.add(decision.decisionId());
    }
    return belongs;
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
}
