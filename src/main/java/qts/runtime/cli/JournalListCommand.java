package qts.runtime.cli;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import qts.journal.Damage;
import qts.journal.SegmentFacts;
import qts.logs.Counted;
import qts.runtime.inspection.JournalFolder;

/** {@code journal ls}: what is in each segment. */
@Command(
    name = "ls",
    description = {
      "List the segments: positions, records, size, times, kinds, index and known damage.",
      "A segment with a good index is not read; what is not read is not found to be damaged."
    })
final class JournalListCommand implements Callable<Integer> {
  private final Shell shell;

  @Mixin private JournalFolderOptions folder = new JournalFolderOptions();

  @Option(names = "--json", description = "Print a line of JSON for each segment.")
  private boolean json;

  JournalListCommand(Shell shell) {
    this.shell = shell;
  }

  /** A segment as a program is told of it. */
  record Line(
      long segment,
      String file,
      String state,
      long firstPosition,
      long lastPosition,
      long records,
      long groups,
      long fileBytes,
      long usedBytes,
      double bytesPerRecord,
      Optional<SegmentFacts.Times> times,
      List<String> kinds,
      String index,
      List<Damage> damages,
      long quarantined) {

    static Line of(SegmentFacts s, List<String> quarantine) {
      return new Line(
          s.number(),
          s.name(),
          lower(s.state()),
          s.firstPosition(),
          s.nextPosition() - 1,
          s.records(),
          s.groups(),
          s.fileBytes(),
          s.usedBytes(),
          s.records() == 0 ? 0 : Math.round(10.0 * s.usedBytes() / s.records()) / 10.0,
          s.groups() == 0 ? Optional.empty() : Optional.of(s.times()),
          RecordKinds.words(s.kinds()),
          lower(s.index()),
          s.damages(),
          quarantine.stream().filter(name -> name.startsWith(s.name() + ".")).count());
    }

    private static String lower(Enum<?> word) {
      return word.name().toLowerCase(Locale.ROOT);
    }
  }

  @Override
  public Integer call() throws IOException {
    JournalFolder journal = folder.open(shell);
    List<String> quarantine = journal.quarantine();
    List<Line> lines =
        journal.survey().segments().stream().map(s -> Line.of(s, quarantine)).toList();
    if (json) {
      lines.forEach(line -> ToolJson.print(shell.out(), line));
    } else {
      print(lines);
    }
    return ExitCode.OK;
  }

  private void print(List<Line> lines) {
    Table table =
        new Table()
            .row(
                "SEGMENT",
                "STATE",
                "POSITIONS",
                "RECORDS",
                "USED",
                "B/RECORD",
                "RECEIVED",
                "KINDS",
                "INDEX",
                "DAMAGE");
    lines.forEach(line -> addRow(table, line));
    table.lines().forEach(shell.out()::println);
    shell
        .out()
        .println(
            "  %s, %s, %s"
                .formatted(
                    Counted.of(lines.size(), "segment"),
                    Counted.of(lines.stream().mapToLong(Line::records).sum(), "record"),
                    Sizes.words(lines.stream().mapToLong(Line::usedBytes).sum())));
  }

  private static void addRow(Table table, Line line) {
    table.row(
        Long.toString(line.segment()),
        line.state(),
        line.records() == 0 ? "-" : line.firstPosition() + " to " + line.lastPosition(),
        Long.toString(line.records()),
        Sizes.words(line.usedBytes()),
        line.records() == 0 ? "-" : Double.toString(line.bytesPerRecord()),
        line.times().map(t -> span(t.firstReceiveMillis(), t.lastReceiveMillis())).orElse("-"),
        line.kinds().isEmpty() ? "-" : String.join(",", line.kinds()),
        line.index(),
        damage(line));
  }

  private static String span(long from, long to) {
    return second(from) + " to " + second(to);
  }

  private static String second(long millis) {
    return Instant.ofEpochMilli(millis).truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static String damage(Line line) {
    long lost = line.damages().stream().mapToLong(Damage::lost).sum();
    if (line.damages().isEmpty()) {
      return line.quarantined() == 0 ? "none known" : line.quarantined() + " in quarantine";
    }
    return "%s, %s lost"
        .formatted(Counted.of(line.damages().size(), "place"), Counted.of(lost, "record"));
  }
}
