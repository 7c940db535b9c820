package qts.runtime.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import qts.runtime.client.Following;
import qts.runtime.client.ServiceClient;
import qts.runtime.config.Build;
import qts.runtime.query.Followed;
import qts.runtime.query.InvalidQueryException;
import qts.runtime.query.RecordJson;
import qts.runtime.query.Tail;
import qts.runtime.query.TailQuery;
import qts.runtime.query.TailWriter;
import qts.runtime.transfer.FollowedFolder;
import qts.runtime.transfer.LineOutput;

/** {@code tail}: follows what a service, or a recorder in a data folder, records. */
@Command(
    name = "tail",
    description = {
      "Follow what is recorded, until Ctrl-C.",
      "Shows every record from now on, or from a position on, as soon as it is durable: of the "
          + "running service, or of a data folder with --data-dir, which needs no service. When "
          + "the service restarts it goes on at the next position; nothing is left out and "
          + "nothing comes twice."
    })
final class TailCommand implements Callable<Integer> {
  private final Shell shell;

  @Mixin private RecordOptions records = new RecordOptions();
  @Mixin private RecordSourceOptions source = new RecordSourceOptions();

  @Option(
      names = "--position",
      paramLabel = "N",
      description = "Begin with the record at this position.")
  private @Nullable String position;

  @Option(names = "--json", description = "Print lines of JSON instead of a table.")
  private boolean json;

  TailCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException {
    Map<String, List<String>> parameters = records.parameters();
    SelectionOptions.put(parameters, "position", position);
    RecordLines lines = new RecordLines(shell, json);
    Optional<Path> folder = source.dataDir(shell);
    try {
      if (folder.isPresent()) {
        followFolder(folder.get(), parameters, lines);
      } else {
        followService(parameters, lines);
      }
      return ExitCode.OK;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return ExitCode.FAILURE;
    } catch (InvalidQueryException wrong) {
      throw source.wrongUsage(wrong);
    }
  }

  private void followService(Map<String, List<String>> parameters, RecordLines lines)
      throws IOException, InterruptedException {
    try (ServiceClient client = source.service().connect(shell)) {
      new Following(client, parameters, lines, note -> shell.err().println("observer: " + note))
          .run();
    }
  }

  /** Ends only with the process, or when nobody takes the output any more. */
  private void followFolder(Path folder, Map<String, List<String>> parameters, RecordLines lines)
      throws IOException, InterruptedException, InvalidQueryException {
    TailQuery query = TailQuery.parse(parameters);
    TailWriter writer =
        new TailWriter(
            new RecordJson(Build.current().producer()),
            TailWriter.Form.LINES,
            new LineOutput(lines));
    try (Followed journal = FollowedFolder.open(folder)) {
      Tail.run(journal, query, writer, shell.out()::checkError);
    }
  }
}
