package qts.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** One open file: positional reads and writes, and the call that makes them durable. */
interface StorageFile extends Closeable {

  /**
   * Reads up to {@code into.remaining()} bytes from {@code offset} and returns how many; fewer only
   * at the end of the file, and 0 at or behind it.
   */
  int read(ByteBuffer into, long offset) throws IOException;

  /** Writes all remaining bytes at {@code offset}. */
  void write(ByteBuffer from, long offset) throws IOException;

  /**
   * Makes everything written so far survive a power cut. After an IOException here nothing is known
   * about what did, and calling again proves nothing: the caller must fail.
   */
  void force() throws IOException;

  long size() throws IOException;

  void truncate(long size) throws IOException;

  @Override
  void close() throws IOException;
}
