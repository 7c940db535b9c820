package qts.runtime.client;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A stream that fails when a read waits too long: the other side of a connection can go without a
 * word, and nothing but its silence tells. Time in which nobody reads does not count. Read by one
 * thread.
 */
final class ImpatientStream extends FilterInputStream {
  private static final long NOT_WAITING = Long.MIN_VALUE;
  private static final int LOOKS_PER_PATIENCE = 8;

  private final Duration patience;
  private final Thread watch;
  private volatile long waitsSince = NOT_WAITING;
  private volatile boolean spent;

  /**
   * @param in its {@code close} ends a read that waits
   */
  ImpatientStream(InputStream in, Duration patience) {
    super(in);
    this.patience = patience;
    this.watch = Thread.ofVirtual().name("patience").start(this::watch);
  }

  private void watch() {
    long look = Math.max(1, patience.toNanos() / LOOKS_PER_PATIENCE);
    try {
      while (!spent) {
        TimeUnit.NANOSECONDS.sleep(look);
        long since = waitsSince;
        spent = since != NOT_WAITING && System.nanoTime() - since >= patience.toNanos();
      }
      in.close();
    } catch (InterruptedException | IOException closed) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    waitsSince = System.nanoTime();
    try {
      int n = in.read(into, offset, length);
      if (n < 0 && spent) {
        throw silence();
      }
      return n;
    } catch (IOException broken) {
      throw spent ? silence() : broken;
    } finally {
      waitsSince = NOT_WAITING;
    }
  }

  private IOException silence() {
    return new IOException("nothing came for %d ms".formatted(patience.toMillis()));
  }

  @Override
  public void close() throws IOException {
    watch.interrupt();
    super.close();
  }
}
