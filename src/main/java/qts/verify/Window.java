package qts.verify;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/** A file read through a buffer that moves along with it. Not for several threads at once. */
final class Window implements Closeable {
  private static final int BYTES = 1 << 20;
  private static final int PART_BYTES = 1 << 16;

  private final FileChannel channel;
  private final long size;
  private byte[] array = new byte[BYTES];
  private ByteBuffer buffer = ByteBuffer.wrap(array).order(ByteOrder.LITTLE_ENDIAN);
  private long from;
  private int filled;

  Window(Path file) throws IOException {
    BoundedFile.requireRegular(file);
    channel = FileChannel.open(file, StandardOpenOption.READ);
    size = channel.size();
  }

  /** The size of the file when it was opened. */
  long size() {
    return size;
  }

  /** The buffer; little-endian, to be read by index only. */
  ByteBuffer buffer() {
    return buffer;
  }

  /** What is behind the buffer. */
  byte[] array() {
    return array;
  }

  /** Where byte {@code at} of the file lies in the buffer, once it is loaded. */
  int index(long at) {
    return (int) (at - from);
  }

  /** Makes {@code length} bytes from {@code at} available; false when the file ends before. */
  boolean load(long at, int length) throws IOException {
    if (at >= from && at + length <= from + filled) {
      return true;
    }
    if (at + length > size) {
      return false;
    }
    if (buffer.capacity() < length) {
      array = new byte[length];
      buffer = ByteBuffer.wrap(array).order(ByteOrder.LITTLE_ENDIAN);
    }
    return fill(at) >= length;
  }

  /** Reads anew what is buffered, which a writer may have changed. */
  void forget() {
    filled = 0;
  }

  private int fill(long at) throws IOException {
    from = at;
    filled = 0;
    buffer.clear();
    while (buffer.hasRemaining() && channel.read(buffer, at + filled) > 0) {
      filled = buffer.position();
    }
    buffer.clear();
    return filled;
  }

  /** Shows {@code [begin, end)} part by part, each but the last a multiple of 8 bytes long. */
  boolean each(long begin, long end, Consumer<ByteBuffer> sink) throws IOException {
    for (long at = begin; at < end; at += PART_BYTES) {
      int length = (int) Math.min(PART_BYTES, end - at);
      if (!load(at, length)) {
        return false;
      }
      sink.accept(ByteBuffer.wrap(array, index(at), length));
    }
    return true;
  }

  /** The first byte at or behind {@code at} that is not zero; the end of the file when all are. */
  long firstNonZero(long at) throws IOException {
    long next = at;
    while (next < size && load(next, 1)) {
      for (int i = index(next); i < filled; i++) {
        if (buffer.get(i) != 0) {
          return from + i;
        }
      }
      next = from + filled;
    }
    return Math.max(at, size);
  }

  /** Whether the loaded bytes {@code [at, at + length)} are all zero. */
  boolean isZero(long at, int length) {
    for (int i = index(at); i < index(at) + length; i++) {
      if (buffer.get(i) != 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
