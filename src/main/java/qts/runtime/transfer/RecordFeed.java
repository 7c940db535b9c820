package qts.runtime.transfer;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;

/** Where records come from. */
public interface RecordFeed extends Closeable {

  /** Writes the answer to {@code selection} as lines, the completeness in the last. */
  void copy(Selection selection, OutputStream out) throws IOException;
}
