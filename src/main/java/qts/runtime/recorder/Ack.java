package qts.runtime.recorder;

/** What an acknowledgement promises. */
public enum Ack {
  /** Given when the records are on the disk. */
  DURABLE,
  /** Given when the records are in memory: the last few milliseconds can be lost in a crash. */
  RECEIVED
}
