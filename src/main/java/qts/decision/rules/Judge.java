package qts.decision.rules;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import qts.decision.Block;
import qts.decision.Decision;
import qts.safety.SafetyState;

/**
 * Judges snapshots in the order of the journal. What it says depends on the snapshots and states of
 * safety it was given and on nothing else: the same ones give the same decisions, ids included.
 * Used by one thread.
 */
public interface Judge {

  /**
   * Judges the next snapshot.
   *
   * @param safety the state of safety when the snapshot was received
   * @return what was decided, in order; every judgment comes before its blocks or its
   *     non-execution. Repeats of a block that are only counted come later, as one record
   */
  List<Decision> onSnapshot(SnapshotView view, SafetyState safety);

  /** The repeats that are counted and not yet given out. */
  List<Block> flush();

  /** Writes all that what it says next depends on, so that another can {@link #resume} from it. */
  void save(DataOutput out) throws IOException;

  /**
   * Goes on as the judge of the same rules would that wrote {@code in}. Only for a judge that has
   * seen nothing yet.
   *
   * @throws IOException when it can't be read, or was not written by such a judge
   */
  void resume(DataInput in) throws IOException;
}
