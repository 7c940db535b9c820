package qts.runtime.replay;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The inputs of a file, one after the other. */
public interface Inputs extends Closeable {

  /** The next input; null at the end. */
  @Nullable Input next() throws IOException;

  @Override
  void close() throws IOException;
}
