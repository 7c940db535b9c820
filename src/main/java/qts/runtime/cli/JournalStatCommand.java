package qts.runtime.cli;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import qts.journal.SegmentFacts;
import qts.journal.WatermarkFacts;
import qts.logs.Counted;
import qts.runtime.inspection.JournalStatistics;

/** {@code journal stat}: what a journal amounts to. */
@Command(
    name = "stat",
    description = {
      "Count what is in the journal: records by kind, stream and symbol, bytes, groups, times.",
      "Reads every segment, also while a recorder is at work."
    },
    exitCodeOnExecutionException = ExitCode.UNKNOWN,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all records were counted",
      "1:some can't be read: they are named",
      "2:the journal can't be read, or wrong usage"
    })
final class JournalStatCommand implements Callable<Integer> {
  private final Shell shell;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private JournalFolderOptions folder = new JournalFolderOptions();

  @Option(
      names = "--top",
      paramLabel = "N",
      defaultValue = "10",
      description = "How many streams and symbols are listed (default: ${DEFAULT-VALUE}).")
  private int top = 10;

  @Option(names = "--json", description = "Answer in JSON.")
  private boolean json;

  JournalStatCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException {
    if (top < 1) {
      throw new ParameterException(spec.commandLine(), "--top must be 1 or higher");
    }
    JournalStatistics statistics;
    try (ProgressBar progress = new ProgressBar(shell, "reading records", 0)) {
      statistics = JournalStatistics.of(folder.open(shell), top, progress);
    }
    if (json) {
      ToolJson.print(shell.out(), statistics);
    } else {
      print(statistics);
    }
    statistics
        .damages()
        .forEach(damage -> shell.err().println("observer: " + DamageWords.of(damage)));
    return statistics.damages().isEmpty() ? ExitCode.OK : ExitCode.FAILURE;
  }

  private void print(JournalStatistics s) {
    Table table =
        new Table()
            .row("records", "%,d in %s".formatted(s.records(), Counted.of(s.segments(), "segment")))
            .row("payloads", Sizes.words(s.payloadBytes()))
            .row(
                "on disk",
                "%s, files %s; %.1f B/record, ratio %.2f"
                    .formatted(
                        Sizes.words(s.usedBytes()),
                        Sizes.words(s.fileBytes()),
                        s.bytesPerRecord(),
                        s.ratio()))
            .row("groups", groups(s.groups()));
    s.times().ifPresent(times -> addTimes(table, times, s.recordsPerSecond()));
    table.row("watermark", s.watermark().map(JournalStatCommand::watermark).orElse("none"));
    table.lines().forEach(shell.out()::println);
    printTallies("KIND", new JournalStatistics.Ranking(s.kinds(), 0, 0));
    printTallies("STREAM", s.streams());
    printTallies("SYMBOL", s.symbols());
  }

  private static String groups(JournalStatistics.Groups g) {
    return "%,d; records each: p50 %,d, p99 %,d, most %,d; bytes each: p50 %,d, p99 %,d, most %,d"
        .formatted(
            g.count(),
            g.recordsP50(),
            g.recordsP99(),
            g.recordsMax(),
            g.bytesP50(),
            g.bytesP99(),
            g.bytesMax());
  }

  private static void addTimes(Table table, SegmentFacts.Times times, double rate) {
    table.row(
        "received",
        span(times.firstReceiveMillis(), times.lastReceiveMillis())
            + ", %,.2f records/s".formatted(rate));
    table.row("events", span(times.minEventMillis(), times.maxEventMillis()));
  }

  private static String span(long from, long to) {
    return Instant.ofEpochMilli(from) + " to " + Instant.ofEpochMilli(to);
  }

  private static String watermark(WatermarkFacts mark) {
    return "position %,d, segment %d, %s"
        .formatted(
            mark.position(), mark.segment(), mark.closed() ? "closed in order" : "not closed");
  }

  private void printTallies(String what, JournalStatistics.Ranking ranking) {
    List<JournalStatistics.Tally> top = ranking.top();
    if (top.isEmpty()) {
      return;
    }
    Table table = new Table().row(what, "RECORDS", "PAYLOADS");
    top.forEach(
        t -> table.row(t.name(), "%,d".formatted(t.records()), Sizes.words(t.payloadBytes())));
    if (ranking.otherRecords() > 0) {
      table.row(
          "(others)",
          "%,d".formatted(ranking.otherRecords()),
          Sizes.words(ranking.otherPayloadBytes()));
    }
    shell.out().println();
    table.lines().forEach(shell.out()::println);
  }
}
