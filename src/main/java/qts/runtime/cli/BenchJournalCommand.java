package qts.runtime.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import qts.runtime.bench.BenchFolder;
import qts.runtime.bench.JournalBench;
import qts.runtime.bench.Machine;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** {@code bench journal}: measures the bare journal on this machine. */
@Command(
    name = "journal",
    description = {
      "Measure the bare journal on this machine.",
      "Appends canonical snapshots from one thread with group commit and fdatasync, reads them back "
          + "in sequence, and appends decisions that are each synced before the next. With "
          + "--duration it only appends, and prints what memory it takes."
    })
final class BenchJournalCommand implements Callable<Integer> {
  /** More than a second of appending ever wrote. */
  private static final long BYTES_PER_SECOND = 100 << 20;

  private static final int WARM_UP_SECONDS = 5;
  private static final int INTERVAL_SECONDS = 10;

  private final Shell shell;

  @Mixin private final BenchOptions options = new BenchOptions();

  @Option(
      names = "--seconds",
      defaultValue = "5",
      description = "How long each part is measured (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--duration",
      paramLabel = "SECONDS",
      description = "Append for so long at full load, and print the memory every 10 s.")
  private int duration;

  BenchJournalCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException {
    long bytes = Math.max(duration, 2 * seconds + WARM_UP_SECONDS) * BYTES_PER_SECOND;
    try (BenchFolder folder = BenchFolder.in(options.directory(shell), bytes)) {
      JournalBench bench = new JournalBench(folder.path());
      if (duration > 0) {
        bench.runLong(duration, Math.min(duration, INTERVAL_SECONDS), this::print);
      } else {
        print(bench.run(WARM_UP_SECONDS, seconds));
      }
    }
    return ExitCode.OK;
  }

  private void print(JournalBench.Moment moment) {
    if (options.isJson()) {
      try (JsonGenerator out = JsonMapper.shared().createGenerator(shell.out())) {
        out.writeStartObject();
        out.writeNumberProperty("seconds", moment.seconds());
        out.writeNumberProperty("appended_per_second", moment.appendedPerSecond());
        out.writeNumberProperty("heap_bytes", moment.heapBytes());
        out.writeNumberProperty("resident_bytes", moment.residentBytes());
        out.writeEndObject();
      }
      shell.out().println();
      return;
    }
    shell
        .out()
        .printf(
            "%5d s %,12.0f records/s %6d MiB heap %6d MiB resident%n",
            moment.seconds(),
            moment.appendedPerSecond(),
            moment.heapBytes() >> 20,
            moment.residentBytes() >> 20);
  }

  private void print(JournalBench.Figures figures) {
    if (options.isJson()) {
      printJson(figures);
      return;
    }
    shell.out().println(Machine.current());
    shell
        .out()
        .printf(
            "snapshots of %d bytes: appended and synced %,.0f/s, %.1f bytes each on the disk%n"
                + "read back in sequence: %,.0f/s%n"
                + "one decision, synced: p50 %.0f µs, p99 %.0f µs, p99.9 %.0f µs%n",
            figures.payloadBytes(),
            figures.appendedPerSecond(),
            figures.diskBytes(),
            figures.readPerSecond(),
            micros(figures, 50),
            micros(figures, 99),
            micros(figures, 99.9));
  }

  private void printJson(JournalBench.Figures figures) {
    try (JsonGenerator out = JsonMapper.shared().createGenerator(shell.out())) {
      out.writeStartObject();
      out.writeStringProperty("machine", Machine.current().toString());
      out.writeNumberProperty("payload_bytes", figures.payloadBytes());
      out.writeNumberProperty("appended", figures.appended());
      out.writeNumberProperty("appended_per_second", figures.appendedPerSecond());
      out.writeNumberProperty("disk_bytes_per_record", figures.diskBytes());
      out.writeNumberProperty("read", figures.read());
      out.writeNumberProperty("read_per_second", figures.readPerSecond());
      out.writeNumberProperty("decisions", figures.latency().getTotalCount());
      out.writeNumberProperty("decision_p50_micros", micros(figures, 50));
      out.writeNumberProperty("decision_p99_micros", micros(figures, 99));
      out.writeNumberProperty("decision_p999_micros", micros(figures, 99.9));
      out.writeEndObject();
    }
    shell.out().println();
  }

  private static double micros(JournalBench.Figures figures, double percentile) {
    return figures.latency().getValueAtPercentile(percentile) / 1000.0;
  }
}
