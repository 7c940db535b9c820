package qts.runtime.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import qts.logs.Counted;
import qts.runtime.transfer.Export;
import qts.runtime.transfer.ExportTarget;
import qts.runtime.transfer.FileTarget;
import qts.runtime.transfer.RecordFeed;
import qts.runtime.transfer.Selection;
import qts.runtime.transfer.StreamTarget;
import qts.runtime.transfer.Window;
import qts.runtime.transfer.WindowTarget;

/** {@code export}: writes PatternRecords as the Python original's tools read them. */
@Command(
    name = "export",
    description = {
      "Write the recorded snapshots as PatternRecords, one JSON object a line.",
      "From the service in the settings unless --url or --data-dir names another source; a data "
          + "folder can be read while a recorder works in it."
    })
final class ExportCommand implements Callable<Integer> {
  /** The forms records can be written in. */
  enum Format {
    JSONL;

    /** What the names of files in this form end with. */
    String ending() {
      return "." + name().toLowerCase(Locale.ROOT);
    }
  }

  private final Shell shell;

  @Spec private CommandSpec command = CommandSpec.create();

  @Mixin private RecordSourceOptions source = new RecordSourceOptions();

  @Mixin private SelectionOptions selection = new SelectionOptions();

  @Option(
      names = "--format",
      defaultValue = "JSONL",
      description = "The form of the records (only: ${COMPLETION-CANDIDATES}).")
  private Format format = Format.JSONL;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = {
        "The file to write; by default standard output. It gets its name once it is complete.",
        "With --window, what the names of the files begin with."
      })
  private @Nullable Path out;

  @Option(
      names = "--window",
      paramLabel = "TIME",
      description =
          "Write a file FILE_YYYYMMDD_HHMM.jsonl for each window of this length (15m, 1h, 1d), "
              + "named by its begin in UTC.")
  private @Nullable Window window;

  @Option(names = "--overwrite", description = "Replace files that are there already.")
  private boolean overwrite;

  ExportCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException {
    Selection selected = selected();
    Export.Report report;
    List<String> names;
    try (RecordFeed feed = source.open(shell);
        ExportTarget target = target();
        ProgressBar progress = new ProgressBar(shell, "exporting", 0)) {
      report = Export.run(feed, selected, target, progress);
      names = target.names();
    }
    print(report, names);
    return report.lost() == 0 ? ExitCode.OK : ExitCode.FAILURE;
  }

  private Selection selected() {
    Map<String, List<String>> parameters = selection.parameters();
    parameters.put("kind", List.of("snapshot", "pattern"));
    parameters.put("limit", List.of("all"));
    return source.select(parameters);
  }

  private ExportTarget target() throws IOException {
    if (out == null) {
      if (window != null) {
        throw new ParameterException(
            command.commandLine(), "--window needs --out: what the names of the files begin with");
      }
      return new StreamTarget(shell.out());
    }
    Path path = shell.workingDirectory().resolve(out);
    return window == null
        ? new FileTarget(path, overwrite)
        : new WindowTarget(path, format.ending(), window, overwrite);
  }

  private void print(Export.Report report, List<String> names) {
    String where =
        switch (names.size()) {
          case 0 -> "no file";
          case 1 -> names.getFirst();
          default -> names.size() + " files, " + names.getFirst() + " to " + names.getLast();
        };
    shell.err().printf("exported %s to %s%n", Counted.of(report.records(), "record"), where);
    if (report.lost() > 0) {
      shell
          .err()
          .println(
              "observer: %s missing because the journal is damaged: "
                      .formatted(Counted.of(report.lost(), "record is", "records are"))
                  + report.completeness().path("lost_records"));
    }
  }
}
