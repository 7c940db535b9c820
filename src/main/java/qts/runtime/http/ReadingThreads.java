package qts.runtime.http;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Threads for answers that take long to make. Requests run on virtual threads, of which one that
 * computes keeps others waiting; these are the system's own, so that reading takes nothing from
 * recording but its share of the processor. Each has a decoded group of the journal in memory, so
 * there are only so many.
 */
public final class ReadingThreads implements Closeable {
  private final Semaphore free;
  private final long waitMillis;
  private final ExecutorService threads;
  private volatile boolean stopping;

  /**
   * @param name what the threads are called
   * @param max how many there are at most
   * @param waitMillis how long a request waits for one before it is refused
   */
  public ReadingThreads(String name, int max, long waitMillis) {
    this.free = new Semaphore(max, true);
    this.waitMillis = waitMillis;
    this.threads =
        Executors.newThreadPerTaskExecutor(
            Thread.ofPlatform().daemon().name(name + "-", 0).factory());
  }

  /** Something to do on such a thread. */
  interface Reading {
    void run() throws IOException;
  }

  /** Whether what runs here should come to an end. */
  boolean isStopping() {
    return stopping;
  }

  /**
   * Does it, and returns when it is done.
   *
   * @throws ProblemException when no thread is free
   */
  void run(Reading reading) throws IOException {
    try {
      if (!free.tryAcquire(waitMillis, TimeUnit.MILLISECONDS)) {
        throw new ProblemException(
                ProblemType.BUSY, "All readers are at work. Send the request again a little later.")
            .header("Retry-After", "1");
      }
      try {
        await(reading);
      } finally {
        free.release();
      }
    } catch (RejectedExecutionException e) {
      throw stops();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw stops();
    }
  }

  private static ProblemException stops() {
    return new ProblemException(ProblemType.NOT_READY, "The service stops.");
  }

  private void await(Reading reading) throws IOException, InterruptedException {
    Future<?> done =
        threads.submit(() -> {
          reading.run();
          return null;
        });
    try {
      done.get();
    } catch (InterruptedException e) {
      done.cancel(true);
      throw e;
    } catch (ExecutionException e) {
      rethrow(e);
    }
  }

  private static void rethrow(ExecutionException failed) throws IOException {
    switch (failed.getCause()) {
      case IOException e -> throw e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case null, default -> throw new IllegalStateException(failed);
    }
  }

  /** Asks what runs here to end; returns at once. */
  @Override
  public void close() {
    stopping = true;
    threads.shutdown();
  }
}
