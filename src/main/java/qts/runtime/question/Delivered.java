package qts.runtime.question;

import java.util.HashSet;
import java.util.Set;
import qts.runtime.query.Losses;

/**
 * Finds what was delivered to a strategy: which symbols, and from which snapshot to which, as the
 * decisions tell that rest on snapshots.
 */
final class Delivered extends CoveragePass {
  private final Set<String> symbols = new HashSet<>();
  private long first = Long.MAX_VALUE;
  private long last = -1;

  Delivered(CoverageQuery query, Losses losses) {
    super(query, losses);
    symbols.addAll(query.symbols());
  }

  @Override
  boolean concerns(long position, String symbol) {
    return query.symbols().isEmpty() || query.symbols().contains(symbol);
  }

  @Override
  void onAnswered(long position, String symbol) {
    symbols.add(symbol);
    first = Math.min(first, position);
    last = Math.max(last, position);
  }

  @Override
  void onUnanswered(long position, String symbol) {}

  @Override
  void onAnsweredAfterAll(Unanswered snapshot) {
    onAnswered(snapshot.position(), snapshot.symbol());
  }

  @Override
  void onDecision(DecisionLinks decision, String source) {}

  Set<String> symbols() {
    return symbols;
  }

  /** The first snapshot that a decision rests on; more than {@link #last} when there is none. */
  long first() {
    return first;
  }

  /** The last snapshot that a decision rests on. */
  long last() {
    return last;
  }
}
