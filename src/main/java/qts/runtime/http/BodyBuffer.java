package qts.runtime.http;

import java.util.Arrays;

/** The bytes of one body, in memory that grows as they come. Used by one thread at a time. */
final class BodyBuffer implements AutoCloseable {
  private static final byte[] NONE = {};
  private static final int FIRST_BYTES = 16 << 10;

  private final BodyMemory memory;
  private byte[] bytes = NONE;
  private int length;

  BodyBuffer(BodyMemory memory) {
    this.memory = memory;
  }

  /** The buffer; its first {@link #length} bytes are the body. */
  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  /** How many bytes fit before it must grow. */
  int room() {
    return bytes.length - length;
  }

  /** Notes that {@code count} bytes more were put behind {@link #length}. */
  void added(int count) {
    length += count;
  }

  /**
   * Makes room for at least one byte more. Memory follows what has really come: what a sender only
   * announces costs little.
   *
   * @param expected how long the body may become
   */
  void grow(long expected) {
    long wanted = Math.clamp(expected, 1, Math.max(FIRST_BYTES, 8L * bytes.length));
    byte[] larger = memory.take((int) Math.max(wanted, bytes.length + 1L), bytes.length);
    System.arraycopy(bytes, 0, larger, 0, length);
    release();
    bytes = larger;
  }

  /** A copy of the first {@code count} bytes, or of as many as there are. */
  byte[] head(int count) {
    return Arrays.copyOf(bytes, Math.min(count, length));
  }

  private void release() {
    if (bytes.length > 0) {
      memory.give(bytes);
      bytes = NONE;
    }
  }

  /** Gives the memory back. */
  @Override
  public void close() {
    release();
    length = 0;
  }
}
