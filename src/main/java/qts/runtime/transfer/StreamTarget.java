package qts.runtime.transfer;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import qts.observer.Utf8Buffer;

/** A stream that somebody else opened and closes, such as standard output. */
public final class StreamTarget implements ExportTarget {
  private static final int BUFFER_BYTES = 1 << 16;

  private final OutputStream out;

  public StreamTarget(OutputStream out) {
    this.out = new BufferedOutputStream(out, BUFFER_BYTES);
  }

  @Override
  public void write(long eventMillis, Utf8Buffer line) throws IOException {
    line.writeTo(out);
  }

  @Override
  public void finish() throws IOException {
    out.flush();
  }

  @Override
  public List<String> names() {
    return List.of("standard output");
  }

  @Override
  public void close() throws IOException {
    out.flush();
  }
}
