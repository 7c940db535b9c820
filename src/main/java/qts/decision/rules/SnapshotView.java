package qts.decision.rules;

import java.util.List;

/** One recorded snapshot as a rule set sees it. */
public interface SnapshotView {

  /** {@code context.symbol}; empty when there is none. */
  String symbol();

  /** {@code context.market}; empty when there is none. */
  String market();

  /** {@code meta.timestamp_ms}: epoch milliseconds. */
  long eventMillis();

  /** When the recorder received it, epoch milliseconds; never goes back within a journal. */
  long receiveMillis();

  /** {@code meta.run_id}. */
  String runId();

  /** SHA-256 of the snapshot's bytes in hex. Asked for only when a decision rests on it. */
  String contentHash();

  /**
   * The number at a dotted path into the snapshot, for example {@code observation.inputs.price}, or
   * to what the recorder stated beside it, for example {@code regime_tags.gap_seconds}.
   *
   * @return the nearest double; NaN when there is no number
   */
  double number(String path);

  /** The condition tags the recorder gave it, for example {@code GAP_MAJOR}. */
  List<String> tags();
}
