package qts.runtime.cli;

import java.io.PrintStream;
import qts.observer.Utf8Buffer;

/** Writes many lines in large pieces. Not for use by several threads at once. */
final class BulkLines implements AutoCloseable {
  private static final int PIECE_BYTES = 1 << 16;

  private final PrintStream out;
  private final Utf8Buffer buffer = new Utf8Buffer();

  BulkLines(PrintStream out) {
    this.out = out;
  }

  /** Where the next line is put together. */
  Utf8Buffer line() {
    return buffer;
  }

  /** Ends the line; false when nobody takes the output any more. */
  boolean end() {
    buffer.add('\n');
    if (buffer.length() < PIECE_BYTES) {
      return true;
    }
    close();
    return !out.checkError();
  }

  /** Writes what is still here. */
  @Override
  public void close() {
    byte[] bytes = buffer.toBytes();
    out.write(bytes, 0, bytes.length);
    buffer.clear();
  }
}
