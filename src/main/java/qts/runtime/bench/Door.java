package qts.runtime.bench;

import java.io.IOException;

/** A way into the recorder, as one sender uses it. */
public interface Door {

  /**
   * Sends a batch and returns when it is acknowledged as durable.
   *
   * @throws IOException also when any snapshot of it was not recorded: a benchmark must not count
   *     those
   */
  void send(byte[] body, int snapshots) throws IOException;
}
