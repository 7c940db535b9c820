package qts.journal;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * A file on a real disk. The system may read and write less than it is asked to: the rest follows.
 */
record DiskFile(Path path, FileChannel channel) implements StorageFile {
  /**
   * The most bytes of a buffer on the heap that are read or written at once: each thread keeps a
   * copy of the largest one outside the heap.
   */
  private static final int PIECE_BYTES = 1 << 20;

  @Override
  public int read(ByteBuffer into, long offset) throws IOException {
    int total = 0;
    while (into.hasRemaining()) {
      int n = channel.read(piece(into), offset + total);
      if (n < 0) {
        break;
      }
      into.position(into.position() + n);
      total += n;
    }
    return total;
  }

  @Override
  public void write(ByteBuffer from, long offset) throws IOException {
    long at = offset;
    while (from.hasRemaining()) {
      int n = channel.write(piece(from), at);
      if (n <= 0) {
        throw new EOFException("the system wrote nothing to " + path);
      }
      from.position(from.position() + n);
      at += n;
    }
  }

  private static ByteBuffer piece(ByteBuffer buffer) {
    int length = buffer.isDirect() ? buffer.remaining() : Math.min(buffer.remaining(), PIECE_BYTES);
    return buffer.slice(buffer.position(), length);
  }

  @Override
  public void force() throws IOException {
    channel.force(false);
  }

  @Override
  public long size() throws IOException {
    return channel.size();
  }

  @Override
  public void truncate(long size) throws IOException {
    channel.truncate(size);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
