package qts.runtime.judging;

import java.io.Closeable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import qts.decision.rules.RuleSet;

/**
 * The Extract stage over many snapshots at once. It needs nothing but each snapshot, so any number
 * of threads give the same; what follows needs the order and has one. Used by one thread.
 */
final class Extraction implements Closeable {
  /** Fewer snapshots than this for each thread are not worth the hand-over. */
  private static final int LEAST_SHARE = 64;

  private final int threads;
  private final List<SnapshotReading> readings = new ArrayList<>();
  private final ExecutorService executor;

  Extraction(int threads) {
    this.threads = threads;
    this.executor =
        Executors.newFixedThreadPool(
            threads, Thread.ofPlatform().name("extract-", 1).daemon().factory());
  }

  /** Turns to what {@code rules} extract. */
  void turnTo(RuleSet rules) {
    readings.clear();
    for (int i = 0; i < threads; i++) {
      readings.add(new SnapshotReading(rules.paths()));
    }
  }

  /** Reads those of the inputs that are snapshots. */
  void read(List<JudgingInput> inputs) {
    int shares = Math.max(1, Math.min(threads, inputs.size() / LEAST_SHARE));
    if (shares == 1) {
      read(inputs, readings.getFirst());
      return;
    }
    List<Future<?>> running = new ArrayList<>();
    for (int i = 0; i < shares; i++) {
      int from = (int) ((long) inputs.size() * i / shares);
      int to = (int) ((long) inputs.size() * (i + 1) / shares);
      SnapshotReading reading = readings.get(i);
      running.add(executor.submit(() -> read(inputs.subList(from, to), reading)));
    }
    running.forEach(Extraction::await);
  }

  private static void read(List<JudgingInput> inputs, SnapshotReading reading) {
    for (JudgingInput input : inputs) {
      input.read(reading);
    }
  }

  private static void await(Future<?> share) {
    try {
      share.get();
    } catch (InterruptedException e) {
      throw new IllegalStateException("judging must not be interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a snapshot could not be read", e.getCause());
    }
  }

  @Override
  public void close() {
    executor.shutdown();
  }
}
