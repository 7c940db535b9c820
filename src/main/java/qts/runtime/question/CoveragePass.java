package qts.runtime.question;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import qts.journal.Damage;
import qts.journal.Group;
import qts.journal.KeyFilter;
import qts.journal.RecordVisitor;
import qts.observer.Field;
import qts.runtime.query.Losses;
import qts.runtime.query.StoredRecord;
import qts.runtime.recorder.StreamName;

/**
 * One pass over the journal, the newest record first, that matches snapshots with the decisions of
 * one strategy that rest on them. A decision is mostly met before its snapshot, so that only what
 * is under way is remembered, however long the journal is: as hashes of 64 bits.
 */
abstract class CoveragePass implements RecordVisitor {
  /** The most snapshots that decisions name and that have not been met. */
  static final int MAX_OPEN = 1 << 20;

  /**
   * How many unanswered snapshots are remembered for a decision that was recorded before its
   * snapshot.
   */
  static final int REMEMBERED = 1 << 16;

  final CoverageQuery query;
  private final Losses losses;
  private final StoredRecord record = new StoredRecord();
  private final Set<Long> answered = new HashSet<>();
  private final Map<Long, Unanswered> unanswered =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Unanswered> eldest) {
          return size() > REMEMBERED;
        }
      };
  private boolean overflown;

  CoveragePass(CoverageQuery query, Losses losses) {
    this.query = query;
    this.losses = losses;
  }

  /** A snapshot that no decision was met for. */
  record Unanswered(long position, String symbol) {}

  /** Whether a snapshot is one that this pass is about. */
  abstract boolean concerns(long position, String symbol);

  /** A snapshot was met, and a decision that rests on it. */
  abstract void onAnswered(long position, String symbol);

  /** A snapshot was met, and no decision so far. */
  abstract void onUnanswered(long position, String symbol);

  /** The decision was recorded before its snapshot. */
  abstract void onAnsweredAfterAll(Unanswered snapshot);

  /** A decision of the strategy was met. */
  abstract void onDecision(DecisionLinks decision, String source);

  @Override
  public final boolean onRecord(Group group, int i) {
    if (DecisionLinks.isDecision(group.kind(i))) {
      onDecision(group, i);
    } else {
      onSnapshot(group, i);
    }
    return !overflown;
  }

  private void onDecision(Group group, int i) {
    DecisionLinks decision = DecisionLinks.read(group, i);
    StreamName stream = StreamName.parse(group.stream(i));
    if (!decision.strategy().equals(query.strategy())
        && !stream.session().equals(query.strategy())) {
      return;
    }
    onDecision(decision, stream.source());
    for (DecisionLinks.Ref ref : decision.restsOn()) {
      long hash = KeyFilter.hash(ref.runId());
      Unanswered early = unanswered.remove(hash);
      if (early == null) {
        answered.add(hash);
      } else {
        onAnsweredAfterAll(early);
      }
    }
    overflown = answered.size() > MAX_OPEN;
  }

  private void onSnapshot(Group group, int i) {
    if (!query.holds(group.eventMillis(i))) {
      return;
    }
    record.moveTo(group, i);
    long hash = KeyFilter.hash(record.snapshot().decoded(Field.RUN_ID));
    boolean isAnswered = answered.remove(hash);
    String symbol = record.snapshot().decoded(Field.SYMBOL);
    long position = group.position(i);
    if (!concerns(position, symbol)) {
      return;
    }
    if (isAnswered) {
      onAnswered(position, symbol);
    } else {
      unanswered.put(hash, new Unanswered(position, symbol));
      onUnanswered(position, symbol);
    }
  }

  /** Whether decisions rest on more unknown snapshots than can be remembered. */
  final boolean isOverflown() {
    return overflown;
  }

  @Override
  public final void onDamage(Damage damage) {
    losses.add(damage);
  }
}
