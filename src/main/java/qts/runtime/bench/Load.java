package qts.runtime.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/** Senders that each send one batch after the other for a while, and what they measured. */
final class Load {
  private static final int PRECISION_DIGITS = 3;

  private final int batch;
  private final int senders;
  private final String session;

  Load(int batch, int senders, String session) {
    this.batch = batch;
    this.senders = senders;
    this.session = session;
  }

  /** What was sent, and how long each batch took, nanoseconds. */
  record Sent(long snapshots, double seconds, Histogram latency) {}

  /** Sends through a door of each sender's own for {@code millis}. */
  Sent run(Supplier<Door> doors, long millis, long seed) throws IOException, InterruptedException {
    long started = System.nanoTime();
    long end = started + millis * 1_000_000;
    List<Future<Histogram>> running = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(senders)) {
      for (int i = 0; i < senders; i++) {
        CanonicalSnapshots snapshots = new CanonicalSnapshots(batch, session + i, seed * 31 + i);
        Door door = doors.get();
        running.add(threads.submit(() -> send(door, snapshots, end)));
      }
    }
    double seconds = (System.nanoTime() - started) / 1e9;
    Histogram all = new Histogram(PRECISION_DIGITS);
    for (Future<Histogram> one : running) {
      all.add(result(one));
    }
    return new Sent(all.getTotalCount() * batch, seconds, all);
  }

  private static Histogram result(Future<Histogram> future)
      throws IOException, InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IOException("a sender failed: " + e.getCause(), e.getCause());
    }
  }

  private static Histogram send(Door door, CanonicalSnapshots snapshots, long end) {
    Histogram latency = new Histogram(PRECISION_DIGITS);
    try {
      while (System.nanoTime() < end) {
        byte[] body = snapshots.refill(System.currentTimeMillis());
        long started = System.nanoTime();
        door.send(body, snapshots.count());
        latency.recordValue(System.nanoTime() - started);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return latency;
  }
}
