package qts.verify;

/** Is shown the records of a journal in order. */
interface RecordSink {
  /** Takes no notice. */
  RecordSink NONE = (record, stream) -> {};

  /**
   * The next record, valid during the call.
   *
   * @param stream the name of its stream, UTF-8
   */
  void accept(StoredRecord record, byte[] stream);
}
