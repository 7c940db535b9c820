package qts.peers;

import java.io.Closeable;
import java.io.IOException;

/** A log that is measured. Used by one thread. */
interface Peer extends Closeable {

  /** What it is, with its version. */
  String title();

  /** How what it holds becomes durable, for a reader of the figures. */
  String durability();

  /** Appends a batch of records, each with its line break behind it. */
  void append(Batch batch) throws IOException;

  /** Appends record {@code i} of a batch. */
  void append(Batch batch, int i) throws IOException;

  /** Returns when everything appended so far is on the disk. */
  void sync() throws IOException;

  /** Whether records become durable by themselves, within 5 ms, while others are appended. */
  boolean commitsByItself();

  /** Reads from the first record on, up to {@code most}, and tells how many it saw. */
  long read(long most) throws IOException;
}
