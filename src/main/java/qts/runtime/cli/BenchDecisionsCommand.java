package qts.runtime.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import qts.runtime.bench.DecisionBench;
import qts.runtime.bench.Machine;

/** {@code bench decisions}: measures judging on this machine. */
@Command(
    name = "decisions",
    description =
        "Measure judgments through rules and guards, read from the journal and recorded durably.")
final class BenchDecisionsCommand implements Callable<Integer> {
  private static final int WARM_UP = 200_000;

  private final Shell shell;

  @Option(
      names = "--count",
      defaultValue = "500000",
      description = "How many snapshots are judged, after 200,000 to warm up (${DEFAULT-VALUE}).")
  private int count;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description = "Folder on the disk to measure; a new folder in it is used and deleted.")
  private @Nullable Path directory;

  BenchDecisionsCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path parent = directory == null ? shell.workingDirectory() : directory;
    Path folder = Files.createTempDirectory(parent, "bench-");
    try {
      DecisionBench.Measured measured =
          new DecisionBench(folder).run(WARM_UP, Math.max(100, count / 100 * 100));
      shell.out().println(Machine.current());
      shell
          .out()
          .printf(
              "%,d judgments, each with its non-execution, in %.2f s: %,.0f judgments/s%n",
              measured.judgments(), measured.seconds(), measured.perSecond());
    } finally {
      delete(folder);
    }
    return ExitCode.OK;
  }

  private static void delete(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(folder)) {
      files = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : files) {
      Files.delete(path);
    }
  }
}
