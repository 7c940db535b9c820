package qts.runtime.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A stream that remembers its first failure, because the print stream above it swallows them. */
final class StandardStream extends FilterOutputStream {
  private volatile @Nullable IOException failure;

  StandardStream(OutputStream out) {
    super(out);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      out.write(bytes, offset, length);
    } catch (IOException failed) {
      throw remembered(failed);
    }
  }

  @Override
  public void flush() throws IOException {
    try {
      out.flush();
    } catch (IOException failed) {
      throw remembered(failed);
    }
  }

  /** Why the first of the failed writes failed. */
  Optional<IOException> failure() {
    return Optional.ofNullable(failure);
  }

  private IOException remembered(IOException failed) {
    if (failure == null) {
      failure = failed;
    }
    return failed;
  }
}
