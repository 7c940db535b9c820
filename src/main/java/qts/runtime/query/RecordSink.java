package qts.runtime.query;

import java.io.IOException;

/** Takes the records of an answer one after the other. */
public interface RecordSink {

  /** Takes a record, which is valid during the call. */
  void accept(StoredRecord record) throws IOException;
}
