package qts.runtime.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import qts.runtime.client.ServiceClient;
import qts.runtime.recorder.Counts;
import qts.runtime.replay.CsvOrigin;
import qts.runtime.replay.InputFile;
import qts.runtime.replay.Inputs;
import qts.runtime.replay.Replay;
import qts.runtime.replay.ReplayReport;
import qts.runtime.replay.Speed;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** {@code send}: replays a file into a running service. */
@Command(
    name = "send",
    description = {
      "Replay a file into a running service.",
      "A .csv file has a header with a column timestamp, time or timestamp_ms; anything else holds "
          + "one snapshot a line. Sending a file again, after an interruption or by mistake, is "
          + "safe: what was recorded already counts as duplicate."
    })
final class SendCommand implements Callable<Integer> {
  private final Shell shell;

  @Parameters(paramLabel = "FILE", description = "The file to send, or - for standard input.")
  private String file = "-";

  @Mixin private ServiceOptions service = new ServiceOptions();

  @Option(
      names = "--speed",
      defaultValue = "max",
      description = "max, or a factor such as 1x or 100x of real time (default: ${DEFAULT-VALUE}).")
  private Speed speed = Speed.MAX;

  @Option(
      names = "--batch",
      defaultValue = "500",
      description = "The most inputs in one request (default: ${DEFAULT-VALUE}).")
  private int batch;

  @Option(
      names = "--patience",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "How long an unreachable service is tried again (default: ${DEFAULT-VALUE}).")
  private int patienceSeconds;

  @Option(names = "--symbol", description = "The symbol of CSV rows that name none.")
  private String symbol = "";

  @Option(names = "--market", description = "The market of CSV rows.")
  private String market = "";

  @Option(
      names = "--session",
      description = "The session of CSV rows; by default the name of the file.")
  private @Nullable String session;

  @Option(names = "--json", description = "Print the summary as JSON.")
  private boolean json;

  SendCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Replay.Plan plan = new Replay.Plan(speed, Math.max(1, batch), patienceSeconds * 1_000L);
    ReplayReport report;
    try (ServiceClient client = service.connect(shell);
        Inputs inputs = open();
        ProgressBar progress = new ProgressBar(shell, "sending", total())) {
      report = new Replay(client, plan, progress).run(inputs);
    }
    print(report);
    return report.isComplete() ? ExitCode.OK : ExitCode.FAILURE;
  }

  private Optional<Path> path() {
    return file.equals("-")
        ? Optional.empty()
        : Optional.of(shell.workingDirectory().resolve(file));
  }

  private Inputs open() throws IOException {
    Optional<Path> path = path();
    return path.isEmpty()
        ? InputFile.lines(shell.in())
        : InputFile.open(path.get(), new CsvOrigin(symbol, market, session(path.get())));
  }

  private String session(Path path) {
    return session == null ? String.valueOf(path.getFileName()) : session;
  }

  private long total() throws IOException {
    Optional<Path> path = path();
    return path.isPresent() && Files.isRegularFile(path.get())
        ? InputFile.countLines(path.get())
        : 0;
  }

  private void print(ReplayReport report) {
    if (json) {
      printJson(report);
      return;
    }
    print(shell.out(), report);
    report.refusals().forEach(refusal -> shell.err().println("observer: " + refusal));
  }

  /** The part of a summary that is the same wherever inputs were sent. */
  static void print(PrintStream out, ReplayReport report) {
    Counts counts = report.counts();
    out.printf(
        "received %,d = recorded %,d + rejected %,d + blocked %,d + duplicate %,d + shed %,d%n",
        counts.received(),
        counts.recorded(),
        counts.rejected(),
        counts.blocked(),
        counts.duplicate(),
        counts.shed());
    if (report.firstMillis() <= report.lastMillis()) {
      out.printf(
          "times    %s to %s%n",
          Instant.ofEpochMilli(report.firstMillis()), Instant.ofEpochMilli(report.lastMillis()));
    }
    out.printf(
        "speed    %,.0f/s in %.1f s; acknowledged (durable) p50 %.2f ms, p99 %.2f ms, p99.9 %.2f ms%n",
        report.perSecond(),
        report.seconds(),
        report.ackMillis(50),
        report.ackMillis(99),
        report.ackMillis(99.9));
  }

  private void printJson(ReplayReport report) {
    Counts counts = report.counts();
    try (JsonGenerator out = JsonMapper.shared().createGenerator(shell.out())) {
      out.writeStartObject();
      out.writeNumberProperty("received", counts.received());
      out.writeNumberProperty("recorded", counts.recorded());
      out.writeNumberProperty("rejected", counts.rejected());
      out.writeNumberProperty("blocked", counts.blocked());
      out.writeNumberProperty("duplicate", counts.duplicate());
      out.writeNumberProperty("shed", counts.shed());
      out.writeNumberProperty("seconds", report.seconds());
      out.writeNumberProperty("per_second", report.perSecond());
      out.writeNumberProperty("ack_p50_millis", report.ackMillis(50));
      out.writeNumberProperty("ack_p99_millis", report.ackMillis(99));
      out.writeNumberProperty("ack_p999_millis", report.ackMillis(99.9));
      out.writeEndObject();
    }
    shell.out().println();
  }
}
