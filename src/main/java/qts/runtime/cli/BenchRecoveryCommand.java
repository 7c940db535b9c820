package qts.runtime.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import qts.runtime.bench.BenchFolder;
import qts.runtime.bench.Machine;
import qts.runtime.bench.RecoveryBench;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** {@code bench recovery}: measures how long opening a journal takes on this machine. */
@Command(
    name = "recovery",
    description = {
      "Measure how long opening a journal takes on this machine.",
      "Makes a journal, opens it after an orderly end, and again after its process was killed, each"
          + " time in a new process: recovery, checks, and the memory of the newest keys are"
          + " complete then."
    })
final class BenchRecoveryCommand implements Callable<Integer> {
  private final Shell shell;

  @Mixin private final BenchOptions options = new BenchOptions();

  @Option(
      names = "--mib",
      defaultValue = "1024",
      paramLabel = "MIB",
      description = "How large the sealed part of the journal is (default: ${DEFAULT-VALUE}).")
  private int mebibytes;

  @Option(
      names = "--tail-mib",
      defaultValue = "60",
      paramLabel = "MIB",
      description = "How much is in its last segment, of 64 (default: ${DEFAULT-VALUE}).")
  private int tailMebibytes;

  BenchRecoveryCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException {
    List<RecoveryBench.Opened> opened = new ArrayList<>();
    long bytes = ((long) mebibytes + tailMebibytes) << 20;
    try (BenchFolder folder = BenchFolder.in(options.directory(shell), bytes * 3 / 2);
        ProgressBar made = new ProgressBar(shell, "making bytes", bytes)) {
      new RecoveryBench(folder.path(), (long) mebibytes << 20, (long) tailMebibytes << 20)
          .run(made, opened::add);
    }
    if (options.isJson()) {
      printJson(opened);
    } else {
      shell.out().println(Machine.current());
      opened.forEach(this::print);
    }
    return ExitCode.OK;
  }

  private void print(RecoveryBench.Opened o) {
    shell
        .out()
        .printf(
            "%-16s %,d MiB, %,d records: %,d ms%n",
            o.state(), o.journalBytes() >> 20, o.records(), o.millis());
  }

  private void printJson(List<RecoveryBench.Opened> opened) {
    try (JsonGenerator out = JsonMapper.shared().createGenerator(shell.out())) {
      out.writeStartObject();
      out.writeStringProperty("machine", Machine.current().toString());
      out.writeArrayPropertyStart("results");
      for (RecoveryBench.Opened o : opened) {
        out.writeStartObject();
        out.writeStringProperty("state", o.state());
        out.writeNumberProperty("journal_bytes", o.journalBytes());
        out.writeNumberProperty("records", o.records());
        out.writeNumberProperty("millis", o.millis());
        out.writeEndObject();
      }
      out.writeEndArray();
      out.writeEndObject();
    }
    shell.out().println();
  }
}
