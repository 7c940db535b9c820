package qts.runtime.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import qts.runtime.bench.Bench;
import qts.runtime.bench.BenchFolder;
import qts.runtime.bench.CanonicalSnapshots;
import qts.runtime.bench.Machine;
import qts.runtime.bench.Result;
import qts.runtime.http.BodyMemory;
import qts.runtime.http.HttpListener;
import qts.runtime.http.HttpServer;
import qts.runtime.http.HttpSettings;
import qts.runtime.http.SnapshotDoor;
import qts.runtime.recorder.Recorder;
import qts.runtime.recorder.RecorderSettings;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** {@code bench}: measures the recorder on this machine. */
@Command(
    name = "bench",
    description = {
      "Measure the recorder on this machine.",
      "Sends the canonical snapshot through validation, guard, record and durable group commit, in "
          + "process and over HTTP, and prints what was acknowledged as durable."
    })
final class BenchCommand implements Callable<Integer> {
  private static final long WARM_UP_MILLIS = 10_000;
  private static final int MAX_BODY_BYTES = 32 << 20;
  private static final long BODY_MEMORY_BYTES = 64 << 20;

  private final Shell shell;

  @Option(
      names = "--seconds",
      defaultValue = "10",
      description =
          "How long each line is measured, after 10 s to warm up (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--senders",
      defaultValue = "4",
      description = "How many send batches at once (default: ${DEFAULT-VALUE}).")
  private int senders;

  @Option(
      names = "--singles",
      defaultValue = "16",
      description = "How many send single snapshots at once (default: ${DEFAULT-VALUE}).")
  private int singles;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description = "Folder on the disk to measure; a new folder in it is used and deleted.")
  private @Nullable Path directory;

  @Option(names = "--json", description = "Print JSON instead of a table.")
  private boolean json;

  private BenchCommand(Shell shell) {
    this.shell = shell;
  }

  /** The command with its subcommands, which measure parts. */
  static CommandLine commandLine(Shell shell) {
    return new CommandLine(new BenchCommand(shell))
        .addSubcommand(new BenchJournalCommand(shell))
        .addSubcommand(new BenchRecoveryCommand(shell))
        .addSubcommand(new BenchQuestionsCommand(shell));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path parent = directory == null ? shell.workingDirectory() : directory;
    try (BenchFolder folder = BenchFolder.in(parent, 0)) {
      print(measure(folder.path()));
    }
    return ExitCode.OK;
  }

  private List<Result> measure(Path folder) throws IOException, InterruptedException {
    Bench.Plan plan = new Bench.Plan(WARM_UP_MILLIS, seconds * 1_000L, senders, singles);
    List<Result> results = new ArrayList<>();
    try (Recorder recorder = Recorder.open(RecorderSettings.in(folder), failure -> {});
        HttpServer server = serve(recorder)) {
      Bench bench = new Bench(recorder, plan, System.nanoTime());
      results.addAll(bench.inProcess(this::progress));
      URI address = URI.create("http://127.0.0.1:" + server.port());
      results.addAll(bench.overHttp(address, Optional.empty(), this::progress));
    }
    return results;
  }

  private static HttpServer serve(Recorder recorder) throws IOException {
    SnapshotDoor door =
        new SnapshotDoor(
            () -> recorder, new BodyMemory(BODY_MEMORY_BYTES), MAX_BODY_BYTES, HttpListener.NONE);
    return HttpServer.start(
        HttpSettings.loopback(), String::valueOf, HttpListener.NONE, List.of(door));
  }

  private void progress(Result result) {
    if (shell.isTerminal()) {
      shell.err().println("measured: " + line(result));
    }
  }

  private void print(List<Result> results) {
    if (json) {
      printJson(results);
      return;
    }
    int bytes = new CanonicalSnapshots(1, "bench_1_0", 0).snapshotBytes();
    shell.out().println(Machine.current());
    shell
        .out()
        .println("canonical snapshot of " + bytes + " bytes, every batch synced before its answer");
    shell
        .out()
        .printf(
            "%-14s %6s %8s %12s %9s %9s %9s %10s%n",
            "door", "batch", "senders", "snapshots/s", "p50 µs", "p99 µs", "p99.9 µs", "bytes/rec");
    results.forEach(result -> shell.out().println(line(result)));
  }

  private static String line(Result r) {
    return "%-14s %,6d %8d %,12.0f %,9.0f %,9.0f %,9.0f %10.1f"
        .formatted(
            r.door(),
            r.batch(),
            r.senders(),
            r.perSecond(),
            r.micros(50),
            r.micros(99),
            r.micros(99.9),
            r.diskBytes());
  }

  private void printJson(List<Result> results) {
    try (JsonGenerator out = JsonMapper.shared().createGenerator(shell.out())) {
      out.writeStartObject();
      out.writeStringProperty("machine", Machine.current().toString());
      out.writeArrayPropertyStart("results");
      results.forEach(result -> write(out, result));
      out.writeEndArray();
      out.writeEndObject();
    }
    shell.out().println();
  }

  private static void write(JsonGenerator out, Result r) {
    out.writeStartObject();
    out.writeStringProperty("door", r.door());
    out.writeNumberProperty("batch", r.batch());
    out.writeNumberProperty("senders", r.senders());
    out.writeNumberProperty("snapshots", r.snapshots());
    out.writeNumberProperty("seconds", r.seconds());
    out.writeNumberProperty("snapshots_per_second", r.perSecond());
    out.writeNumberProperty("p50_micros", r.micros(50));
    out.writeNumberProperty("p99_micros", r.micros(99));
    out.writeNumberProperty("p999_micros", r.micros(99.9));
    out.writeNumberProperty("disk_bytes_per_record", r.diskBytes());
    out.writeEndObject();
  }
}
