package qts.runtime.recorder;

/** What an acknowledgement promises. */
public enum Ack {
  /** Given when the records are on the disk. */
  DURABLE,
  /**
   * Given when the records are in memory: of what was answered so, a crash costs at most 4 MiB and
   * what was received in the last 100 ms. The start after it records of which time some may be
   * missing.
   */
  RECEIVED
}
