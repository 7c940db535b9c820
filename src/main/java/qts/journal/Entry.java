package qts.journal;

import org.jspecify.annotations.Nullable;
import qts.observer.ScannedSnapshot;
import qts.observer.Shape;

/**
 * What is appended to the journal: one record before it has a position. Reused by its owner from
 * record to record; {@link Journal#append} copies what it needs. Not for use by several threads at
 * once.
 */
public final class Entry {
  private static final byte[] NONE = {};

  RecordKind kind = RecordKind.SNAPSHOT;
  long eventMillis;
  long untilMillis;
  long receiveMillis;
  long monotonicNanos;
  String stream = "";
  long sequence;
  byte[] notes = NONE;
  int notesLength;
  byte[] payload = NONE;
  int payloadFrom;
  int payloadTo;
  @Nullable ScannedSnapshot values;
  long symbolHash;
  long sessionHash;

  /**
   * Starts over: a record of {@code kind} in {@code stream} (the source and session it came from),
   * its {@code sequence} there, and its times (epoch milliseconds; {@code monotonicNanos} on the
   * recording process's monotonic clock).
   */
  public Entry of(
      RecordKind kind,
      String stream,
      long sequence,
      long eventMillis,
      long receiveMillis,
      long monotonicNanos) {
    this.kind = kind;
    this.stream = stream;
    this.sequence = sequence;
    this.eventMillis = eventMillis;
    this.untilMillis = eventMillis;
    this.receiveMillis = receiveMillis;
    this.monotonicNanos = monotonicNanos;
    this.notesLength = 0;
    this.values = null;
    this.symbolHash = 0;
    this.sessionHash = 0;
    return this;
  }

  /** The payload is {@code bytes[from, to)}. */
  public Entry payload(byte[] bytes, int from, int to) {
    this.payload = bytes;
    this.payloadFrom = from;
    this.payloadTo = to;
    return this;
  }

  /** The payload is the scanned snapshot, stored by its shape where it has one. */
  public Entry payload(ScannedSnapshot snapshot) {
    payload(snapshot.bytes(), snapshot.from(), snapshot.to());
    this.values = snapshot.shape() == null ? null : snapshot;
    return this;
  }

  /**
   * The record is about all the time up to {@code millis} (epoch milliseconds), so that a reader of
   * any of it is shown the group it is in.
   */
  public Entry until(long millis) {
    this.untilMillis = Math.max(eventMillis, millis);
    return this;
  }

  /** The first {@code length} bytes of {@code bytes} are kept beside the payload. */
  public Entry notes(byte[] bytes, int length) {
    this.notes = bytes;
    this.notesLength = length;
    return this;
  }

  /** Hashes by which the record can be found ({@link KeyFilter#hash}); 0 for none. */
  public Entry keys(long symbolHash, long sessionHash) {
    this.symbolHash = symbolHash;
    this.sessionHash = sessionHash;
    return this;
  }

  /** The hash of the symbol by which the record can be found; 0 for none. */
  public long symbolHash() {
    return symbolHash;
  }

  int payloadLength() {
    return payloadTo - payloadFrom;
  }

  @Nullable Shape shape() {
    return values == null ? null : values.shape();
  }
}
