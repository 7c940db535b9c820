package qts.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/** A file of which the system reads and writes only so many bytes at once, as it may. */
final class StingyChannel extends FileChannel {
  private final FileChannel file;
  private final int most;
  private int mostOfTheHeap;

  StingyChannel(FileChannel file, int most) {
    this.file = file;
    this.most = most;
  }

  /** The most bytes that were asked for at once with a buffer on the heap. */
  int mostOfTheHeap() {
    return mostOfTheHeap;
  }

  private ByteBuffer some(ByteBuffer buffer) {
    mostOfTheHeap = Math.max(mostOfTheHeap, buffer.isDirect() ? 0 : buffer.remaining());
    return buffer.slice(buffer.position(), Math.min(most, buffer.remaining()));
  }

  @Override
  public int read(ByteBuffer into, long at) throws IOException {
    int n = file.read(some(into), at);
    into.position(into.position() + Math.max(0, n));
    return n;
  }

  @Override
  public int write(ByteBuffer from, long at) throws IOException {
    int n = file.write(some(from), at);
    from.position(from.position() + n);
    return n;
  }

  @Override
  public long size() throws IOException {
    return file.size();
  }

  @Override
  public FileChannel truncate(long size) throws IOException {
    file.truncate(size);
    return this;
  }

  @Override
  public void force(boolean metaData) throws IOException {
    file.force(metaData);
  }

  @Override
  protected void implCloseChannel() throws IOException {
    file.close();
  }

  @Override
  public int read(ByteBuffer into) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long read(ByteBuffer[] into, int offset, int length) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int write(ByteBuffer from) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long write(ByteBuffer[] from, int offset, int length) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long position() {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileChannel position(long position) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long transferTo(long position, long count, WritableByteChannel target) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long transferFrom(ReadableByteChannel from, long position, long count) {
    throw new UnsupportedOperationException();
  }

  @Override
  public MappedByteBuffer map(MapMode mode, long position, long size) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileLock lock(long position, long size, boolean shared) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileLock tryLock(long position, long size, boolean shared) {
    throw new UnsupportedOperationException();
  }
}
