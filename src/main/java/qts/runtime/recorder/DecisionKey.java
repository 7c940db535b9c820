package qts.runtime.recorder;

import org.jspecify.annotations.Nullable;
import qts.journal.RecordKey;
import qts.journal.RecordKind;

/** The keys under which decisions are found again. */
final class DecisionKey {
  /** Keeps ids of judgments apart from those of snapshots. */
  private static final String PREFIX = "decision:";

  private DecisionKey() {}

  /** The key of a decision to be recorded. */
  static long of(RecordKind kind, @Nullable String decisionId, byte[] bytes) {
    return kind == RecordKind.JUDGMENT && decisionId != null
        ? RecordKey.of(PREFIX + decisionId)
        : RecordKey.of(bytes, 0, bytes.length);
  }

  /** The key of a recorded decision. */
  static long of(RecordKind kind, byte[] stored) {
    return of(kind, kind == RecordKind.JUDGMENT ? DecisionInput.decisionId(stored) : null, stored);
  }
}
