package qts.runtime.transfer;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/**
 * A file in chunks of whole lines, byte for byte; packed when its name ends in {@code .gz}. Not for
 * use by several threads at once.
 */
final class LineChunks implements Closeable {
  /** How much a chunk has, unless a single line is longer. */
  static final int CHUNK_BYTES = 1 << 20;

  /** The longest line that is read. */
  static final int MAX_LINE_BYTES = 16 << 20;

  private final Path file;
  private final InputStream in;
  private byte[] bytes = new byte[CHUNK_BYTES];
  private int filled;
  private int length;
  private long firstLine = 1;
  private long nextLine = 1;
  private boolean ended;

  LineChunks(Path file) throws IOException {
    this.file = file;
    InputStream raw = Files.newInputStream(file);
    boolean opened = false;
    try {
      this.in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw, 1 << 16) : raw;
      opened = true;
    } finally {
      if (!opened) {
        raw.close();
      }
    }
  }

  /** Moves to the next chunk; false when there is none. */
  boolean next() throws IOException {
    System.arraycopy(bytes, length, bytes, 0, filled - length);
    filled -= length;
    firstLine = nextLine;
    length = wholeLines();
    for (int i = 0; i < length; i++) {
      nextLine += bytes[i] == '\n' ? 1 : 0;
    }
    return length > 0;
  }

  /**
   * Fills the buffer and returns where its last whole line ends; at the end of the file its end.
   */
  private int wholeLines() throws IOException {
    while (true) {
      fill();
      if (ended) {
        return filled;
      }
      int end = filled;
      while (end > 0 && bytes[end - 1] != '\n') {
        end--;
      }
      if (end > 0) {
        return end;
      }
      grow();
    }
  }

  private void fill() throws IOException {
    while (!ended && filled < bytes.length) {
      int n = in.read(bytes, filled, bytes.length - filled);
      ended = n < 0;
      filled += Math.max(0, n);
    }
  }

  private void grow() throws IOException {
    if (bytes.length >= MAX_LINE_BYTES) {
      throw new IOException(
          "Line %d of %s is longer than %d bytes, which no record is. Check the file."
              .formatted(firstLine, file, MAX_LINE_BYTES));
    }
    bytes = Arrays.copyOf(bytes, 2 * bytes.length);
  }

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  /** The number in the file of the first line of the chunk, counted from 1. */
  long firstLine() {
    return firstLine;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
