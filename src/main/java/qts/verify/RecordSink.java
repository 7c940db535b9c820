package qts.verify;

/** Is shown the records of a journal in order. */
interface RecordSink {
  /** Takes no notice. */
  RecordSink NONE = (record, stream) -> {};

  /** The records that follow are in the frame at byte {@code offset} of their segment. */
  default void frame(long offset) {}

  /**
   * The next record, valid during the call.
   *
   * @param stream the name of its stream, UTF-8
   */
  void accept(StoredRecord record, byte[] stream);
}
