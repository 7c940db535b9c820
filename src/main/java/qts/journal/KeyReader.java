package qts.journal;

/** Finds the key of a stored record, to rebuild what is known about keys. */
public interface KeyReader {

  /** The {@link RecordKey} of record {@code i} of {@code group}; 0 when it has none. */
  long keyOf(Group group, int i);
}
