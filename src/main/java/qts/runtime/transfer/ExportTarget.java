package qts.runtime.transfer;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import qts.observer.Utf8Buffer;

/** Where exported lines go. Closed without being finished, it leaves nothing behind. */
public interface ExportTarget extends Closeable {

  /** Takes a line with its break, and the time of its record in epoch milliseconds. */
  void write(long eventMillis, Utf8Buffer line) throws IOException;

  /** Everything was written: makes it durable under its name. */
  void finish() throws IOException;

  /** The names of what was written. */
  List<String> names();
}
