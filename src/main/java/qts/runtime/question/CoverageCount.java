package qts.runtime.question;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import qts.runtime.query.Losses;
import qts.runtime.recorder.Decided;

/** Counts which of the delivered snapshots were answered, and lists those that were not. */
final class CoverageCount extends CoveragePass {
  private final Delivered scope;
  private final long listFrom;
  private final TreeSet<Long> listed = new TreeSet<>();
  private long delivered;
  private long covered;
  private long pending;
  private long decisions;
  private long inRepeats;
  private boolean byRules;

  CoverageCount(CoverageQuery query, Delivered scope, Losses losses) {
    super(query, losses);
    this.scope = scope;
    this.listFrom = query.cursor().map(cursor -> cursor.position()).orElse(0L);
  }

  @Override
  boolean concerns(long position, String symbol) {
    if (position < scope.first() || !scope.symbols().contains(symbol)) {
      return false;
    }
    if (position > scope.last()) {
      pending++;
      return false;
    }
    return true;
  }

  @Override
  void onAnswered(long position, String symbol) {
    delivered++;
    covered++;
  }

  @Override
  void onUnanswered(long position, String symbol) {
    delivered++;
    if (position >= listFrom) {
      listed.add(position);
      if (listed.size() > REMEMBERED) {
        listed.pollLast();
      }
    }
  }

  @Override
  void onAnsweredAfterAll(Unanswered snapshot) {
    covered++;
    listed.remove(snapshot.position());
  }

  @Override
  void onDecision(DecisionLinks decision, String source) {
    decisions++;
    inRepeats += Math.max(0, decision.count() - Math.max(1, decision.restsOn().size()));
    byRules |= source.equals(Decided.SOURCE);
  }

  /** The positions of unanswered snapshots on the page, and the next one where there are more. */
  List<Long> page() {
    List<Long> page = new ArrayList<>();
    for (long position : listed) {
      if (page.size() > query.limit()) {
        break;
      }
      page.add(position);
    }
    return page;
  }

  long delivered() {
    return delivered;
  }

  long covered() {
    return covered;
  }

  /** How many snapshots came after the last one that was answered. */
  long pending() {
    return pending;
  }

  /** How many decisions of the strategy there are. */
  long decisions() {
    return decisions;
  }

  /** For how many decisions one record stands without naming their snapshots. */
  long inRepeats() {
    return inRepeats;
  }

  /** Whether the strategy is a rule set, which says nothing where no rule holds. */
  boolean isByRules() {
    return byRules;
  }
}
