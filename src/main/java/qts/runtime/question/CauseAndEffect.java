package qts.runtime.question;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Which decisions belong together: those that are asked for, what led to them, what followed from
 * them, and the snapshots they rest on. Other decisions about the same snapshots belong to it only
 * when the snapshot itself is asked for.
 */
final class CauseAndEffect {
  /** The most ids; a course of events with more is told in part. */
  static final int MAX_IDS = 100_000;

  private final Set<String> decisions = new HashSet<>();
  private final Set<String> causes = new HashSet<>();
  private final Set<String> correlations = new HashSet<>();
  private final Set<String> askedSnapshots = new HashSet<>();
  private final Map<String, String> snapshots = new LinkedHashMap<>();
  private boolean truncated;

  CauseAndEffect(TimelineQuery query) {
    switch (query.by()) {
      case CORRELATION_ID -> correlations.add(query.id());
      case RUN_ID -> {
        askedSnapshots.add(query.id());
        snapshots.put(query.id(), "");
      }
      case DECISION_ID -> decisions.add(query.id());
      case SYMBOL -> throw new IllegalArgumentException("a symbol is no link");
    }
  }

  /** Whether the decision belongs to it, as far as is known. */
  boolean holds(DecisionLinks decision) {
    return isEffect(decision) || causes.contains(decision.decisionId());
  }

  private boolean isEffect(DecisionLinks decision) {
    return decisions.contains(decision.decisionId())
        || decisions.contains(decision.causedBy())
        || correlations.contains(decision.correlationId())
        || askedSnapshots.contains(decision.causedBy())
        || decision.restsOn().stream().anyMatch(ref -> askedSnapshots.contains(ref.runId()));
  }

  /** Whether an id of a refused input belongs to it. */
  boolean names(String id) {
    return decisions.contains(id) || askedSnapshots.contains(id);
  }

  /** Takes note of what a decision that belongs to it leads to; returns whether that is news. */
  boolean follow(DecisionLinks decision) {
    decision.restsOn().forEach(ref -> wantSnapshot(ref.runId(), ref.contentHash()));
    boolean grown = isEffect(decision) && add(decisions, decision.decisionId());
    return add(causes, decision.causedBy()) || grown;
  }

  private boolean add(Set<String> to, String id) {
    if (id.isEmpty() || to.contains(id)) {
      return false;
    }
    if (to.size() >= MAX_IDS) {
      truncated = true;
      return false;
    }
    return to.add(id);
  }

  private void wantSnapshot(String runId, String contentHash) {
    if (snapshots.size() >= MAX_IDS && !snapshots.containsKey(runId)) {
      truncated = true;
    } else if (!contentHash.isEmpty() || !snapshots.containsKey(runId)) {
      snapshots.put(runId, contentHash);
    }
  }

  /** The run ids of the snapshots it rests on, each with its content hash where one was named. */
  Map<String, String> snapshots() {
    return snapshots;
  }

  /** The ids that something was caused by: of decisions or of snapshots. */
  Set<String> causes() {
    return causes;
  }

  boolean isTruncated() {
    return truncated;
  }
}
