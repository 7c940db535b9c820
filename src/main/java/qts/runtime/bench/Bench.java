package qts.runtime.bench;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import qts.runtime.recorder.Recorder;
import qts.runtime.recorder.Traffic;

/**
 * Measures the whole path, snapshots in to durable acknowledgement out: scan, validation, guard,
 * record, group commit with sync. Latency is that of a batch; the senders are closed loops, so it
 * is the latency at full load.
 */
public final class Bench {
  private static final int[] BATCHES = {1, 100, 1_000};

  private final Recorder recorder;
  private final Plan plan;
  private final long seed;
  private long sessions;

  /**
   * How to measure.
   *
   * @param warmUpMillis how long each line runs before it counts
   * @param millis how long each line counts
   * @param senders how many send at once in batches
   * @param singles how many send at once one by one
   */
  public record Plan(long warmUpMillis, long millis, int senders, int singles) {}

  /** {@code recorder} is what the doors lead to; its traffic tells the bytes on the disk. */
  public Bench(Recorder recorder, Plan plan, long seed) {
    this.recorder = recorder;
    this.plan = plan;
    this.seed = seed;
  }

  /** Measures the door of an embedded recorder. */
  public List<Result> inProcess(Consumer<Result> progress)
      throws IOException, InterruptedException {
    return run("in process", new InProcess(recorder), progress);
  }

  /** Measures the HTTP door of the service at {@code address}, whose recorder this is. */
  public List<Result> overHttp(URI address, Optional<String> token, Consumer<Result> progress)
      throws IOException, InterruptedException {
    try (OverHttp http = new OverHttp(address, token)) {
      return run("HTTP, NDJSON", http, progress);
    }
  }

  private List<Result> run(String name, Supplier<Door> doors, Consumer<Result> progress)
      throws IOException, InterruptedException {
    List<Result> results = new ArrayList<>();
    for (int batch : BATCHES) {
      int senders = batch == 1 ? plan.singles : plan.senders;
      load(batch, senders, doors, plan.warmUpMillis);
      Result result = measure(name, batch, senders, doors);
      progress.accept(result);
      results.add(result);
    }
    return results;
  }

  private Result measure(String name, int batch, int senders, Supplier<Door> doors)
      throws IOException, InterruptedException {
    Traffic traffic = recorder.traffic();
    long records = traffic.records();
    long bytes = traffic.diskBytes();
    Load.Sent sent = load(batch, senders, doors, plan.millis);
    long written = Math.max(1, traffic.records() - records);
    return new Result(
        name,
        batch,
        senders,
        sent.snapshots(),
        sent.seconds(),
        sent.latency(),
        (traffic.diskBytes() - bytes) / (double) written);
  }

  private Load.Sent load(int batch, int senders, Supplier<Door> doors, long millis)
      throws IOException, InterruptedException {
    sessions++;
    return new Load(batch, senders, "bench_" + sessions + "_").run(doors, millis, seed + sessions);
  }
}
