package qts.runtime.cli;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import qts.runtime.recorder.Counts;
import qts.runtime.replay.InputFile;
import qts.runtime.transfer.Import;
import qts.runtime.transfer.ImportDestination;
import qts.runtime.transfer.RecorderDestination;
import qts.runtime.transfer.ServiceDestination;

/** {@code import}: takes the Python original's files over. */
@Command(
    name = "import",
    description = {
      "Take files of PatternRecords over, one a line, as the Python original writes them (also .gz).",
      "Into the service in the settings unless --url or --data-dir names another place; a data "
          + "folder must not be in use by a recorder. Importing a file again is safe: what is "
          + "recorded already counts as duplicate."
    })
final class ImportCommand implements Callable<Integer> {
  private final Shell shell;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "The files, in their order.")
  private List<Path> files = new ArrayList<>();

  @Mixin private RecordSourceOptions place = new RecordSourceOptions();

  @Option(
      names = "--patience",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "How long an unreachable service is tried again (default: ${DEFAULT-VALUE}).")
  private int patienceSeconds;

  ImportCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<Path> paths = files.stream().map(shell.workingDirectory()::resolve).toList();
    long total = total(paths);
    Import.Report report;
    try (ImportDestination destination = destination();
        ProgressBar progress = new ProgressBar(shell, "importing", total)) {
      Import importing = new Import(destination, progress);
      for (Path path : paths) {
        importing.file(path);
      }
      report = importing.report();
    }
    print(report);
    return report.isComplete() ? ExitCode.OK : ExitCode.FAILURE;
  }

  /**
   * How many lines there are; 0 when that can't be told beforehand. Fails when a file is missing.
   */
  private static long total(List<Path> paths) throws IOException {
    long total = 0;
    boolean known = true;
    for (Path path : paths) {
      check(path);
      known &= Files.isRegularFile(path) && !path.toString().endsWith(".gz");
      total += known ? InputFile.countLines(path) : 0;
    }
    return known ? total : 0;
  }

  private static void check(Path path) throws IOException {
    if (!Files.exists(path)) {
      throw new NoSuchFileException(path.toString());
    }
    if (Files.isDirectory(path)) {
      throw new FileSystemException(path.toString(), null, "is a folder. Name the files in it.");
    }
  }

  private ImportDestination destination() throws IOException {
    Optional<Path> folder = place.dataDir(shell);
    return folder.isPresent()
        ? RecorderDestination.open(RecordSourceOptions.recorder(shell, folder.get()))
        : new ServiceDestination(place.service().connect(shell), patienceSeconds * 1_000L);
  }

  private void print(Import.Report report) {
    Counts counts = report.counts();
    shell
        .out()
        .printf(
            "received %,d = recorded %,d + rejected %,d + blocked %,d + duplicate %,d + shed %,d%n",
            counts.received(),
            counts.recorded(),
            counts.rejected(),
            counts.blocked(),
            counts.duplicate(),
            counts.shed());
    report.refused().forEach(refused -> shell.err().println("observer: " + refused));
  }
}
