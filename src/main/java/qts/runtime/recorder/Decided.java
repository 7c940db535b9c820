package qts.runtime.recorder;

import qts.journal.RecordKind;

/** A decision that rules came to, ready to be recorded; made by {@link DecidedWriter}. */
public final class Decided {
  /** The source of what rules decide; the session is the name of the rule set. */
  public static final String SOURCE = "rules";

  private final StreamName stream;
  private final RecordKind kind;
  private final byte[] bytes;
  private final long key;
  private final long symbolHash;
  private final long sessionHash;
  private final long eventMillis;
  private final long count;

  Decided(
      StreamName stream,
      RecordKind kind,
      byte[] bytes,
      long key,
      long symbolHash,
      long sessionHash,
      long eventMillis,
      long count) {
    this.stream = stream;
    this.kind = kind;
    this.bytes = bytes;
    this.key = key;
    this.symbolHash = symbolHash;
    this.sessionHash = sessionHash;
    this.eventMillis = eventMillis;
    this.count = count;
  }

  StreamName stream() {
    return stream;
  }

  public RecordKind kind() {
    return kind;
  }

  /** How many times it happened, when one record stands for many. */
  public long count() {
    return count;
  }

  /** Its JSON in UTF-8, as it is recorded; not to be changed. */
  public byte[] bytes() {
    return bytes;
  }

  long key() {
    return key;
  }

  long symbolHash() {
    return symbolHash;
  }

  long sessionHash() {
    return sessionHash;
  }

  long eventMillis() {
    return eventMillis;
  }
}
