package qts.runtime.cli;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import qts.runtime.transfer.AnswerLines;
import qts.runtime.transfer.RecordFeed;
import qts.runtime.transfer.RecordLine;
import qts.runtime.transfer.Selection;

/** {@code query}: asks for records, of a running service or of a data folder. */
@Command(
    name = "query",
    description = {
      "Ask for records.",
      "Asks the running service, or reads a data folder with --data-dir, also while a service "
          + "writes to it. Behind the records stands what the answer lacks: gaps, rejected, "
          + "blocked, shed and lost records of the range."
    })
final class QueryCommand implements Callable<Integer> {
  private final Shell shell;

  @Mixin private RecordOptions records = new RecordOptions();
  @Mixin private RecordSourceOptions source = new RecordSourceOptions();

  @Option(
      names = "--order",
      defaultValue = "asc",
      description = "asc or desc (default: ${DEFAULT-VALUE}).")
  private String order = "asc";

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "1000",
      description = "How many records, or all (default: ${DEFAULT-VALUE}).")
  private String limit = "1000";

  @Option(names = "--json", description = "Print lines of JSON instead of a table.")
  private boolean json;

  QueryCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException {
    Map<String, List<String>> parameters = records.parameters();
    SelectionOptions.put(parameters, "order", order);
    SelectionOptions.put(parameters, "limit", limit);
    RecordLines lines = new RecordLines(shell, json);
    Selection selection = source.select(parameters);
    try (RecordFeed feed = source.open(shell)) {
      RecordLine end = AnswerLines.read(feed, selection, record -> lines.accept(record.toString()));
      lines.accept(end.toString());
    }
    return ExitCode.OK;
  }
}
