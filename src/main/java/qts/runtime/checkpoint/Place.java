package qts.runtime.checkpoint;

import java.io.IOException;

/** Where checkpoints are published, out of reach of whoever can write the data folder. */
public interface Place {
  /** Its name in status and metrics. */
  String name();

  /**
   * Hands a checkpoint over; returns when the place has it.
   *
   * @param note the signed checkpoint
   */
  void publish(String note) throws IOException, InterruptedException;
}
