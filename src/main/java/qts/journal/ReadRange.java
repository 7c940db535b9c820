package qts.journal;

/**
 * Which part of the journal to read. The positions are exact; event times, kinds and keys only
 * leave out groups that can't match, so the reader of the records checks those itself.
 *
 * @param kinds the union of {@link RecordKind#bit()}
 * @param symbolHash {@link KeyFilter#hash} of the symbol; 0 for any
 * @param sessionHash {@link KeyFilter#hash} of the session; 0 for any
 */
public record ReadRange(
    long fromPosition,
    long toPosition,
    long fromMillis,
    long toMillis,
    int kinds,
    long symbolHash,
    long sessionHash) {

  public static ReadRange everything() {
    return new ReadRange(0, Long.MAX_VALUE, Long.MIN_VALUE, Long.MAX_VALUE, -1, 0, 0);
  }

  /** The positions {@code from} to {@code to}, both included. */
  public ReadRange positions(long from, long to) {
    return new ReadRange(from, to, fromMillis, toMillis, kinds, symbolHash, sessionHash);
  }

  /** The event times {@code from} to {@code to}, both included. */
  public ReadRange events(long from, long to) {
    return new ReadRange(fromPosition, toPosition, from, to, kinds, symbolHash, sessionHash);
  }

  public ReadRange kinds(int kinds) {
    return new ReadRange(
        fromPosition, toPosition, fromMillis, toMillis, kinds, symbolHash, sessionHash);
  }

  public ReadRange keys(long symbolHash, long sessionHash) {
    return new ReadRange(
        fromPosition, toPosition, fromMillis, toMillis, kinds, symbolHash, sessionHash);
  }
}
