package qts.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A real disk on which syncing a segment takes as long as the test wants. */
final class HeldSync implements Storage {
  private final Storage disk;
  private volatile Hold hold = new Hold(new CountDownLatch(0), new CountDownLatch(0));

  /** A sync that is waited for and then let go. */
  private record Hold(CountDownLatch begun, CountDownLatch released) {}

  HeldSync(Storage disk) {
    this.disk = disk;
  }

  /** From now on, no sync of a segment ends. */
  void hold() {
    hold = new Hold(new CountDownLatch(1), new CountDownLatch(1));
  }

  /** Returns when a sync has begun: all is written, and nothing durable. */
  void awaitSync() throws InterruptedException {
    hold.begun.await();
  }

  void release() {
    hold.released.countDown();
  }

  @Override
  public StorageFile open(String name, Mode mode) throws IOException {
    StorageFile file = disk.open(name, mode);
    return SegmentHeader.isFileName(name) && mode == Mode.WRITE ? new HeldFile(file) : file;
  }

  private final class HeldFile implements StorageFile {
    private final StorageFile file;

    HeldFile(StorageFile file) {
      this.file = file;
    }

    @Override
    public void force() throws IOException {
      Hold now = hold;
      now.begun.countDown();
      try {
        now.released.await();
      } catch (InterruptedException e) {
        throw new AssertionError("the writer was interrupted", e);
      }
      file.force();
    }

    @Override
    public int read(ByteBuffer into, long offset) throws IOException {
      return file.read(into, offset);
    }

    @Override
    public void write(ByteBuffer from, long offset) throws IOException {
      file.write(from, offset);
    }

    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public void truncate(long size) throws IOException {
      file.truncate(size);
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }

  @Override
  public List<String> list() throws IOException {
    return disk.list();
  }

  @Override
  public boolean exists(String name) throws IOException {
    return disk.exists(name);
  }

  @Override
  public void rename(String from, String to) throws IOException {
    disk.rename(from, to);
  }

  @Override
  public void delete(String name) throws IOException {
    disk.delete(name);
  }

  @Override
  public void forceNames() throws IOException {
    disk.forceNames();
  }

  @Override
  public Closeable lock() throws IOException {
    return disk.lock();
  }

  @Override
  public boolean isLocked() throws IOException {
    return disk.isLocked();
  }

  @Override
  public long usableBytes() throws IOException {
    return disk.usableBytes();
  }

  @Override
  public long usedBytes() throws IOException {
    return disk.usedBytes();
  }

  @Override
  public long millis() {
    return disk.millis();
  }

  @Override
  public long nanos() {
    return disk.nanos();
  }

  @Override
  public String describe() {
    return disk.describe();
  }
}
