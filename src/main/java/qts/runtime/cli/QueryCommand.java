package qts.runtime.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import qts.journal.JournalReader;
import qts.runtime.client.ServiceClient;
import qts.runtime.query.AnswerWriter;
import qts.runtime.query.InvalidQueryException;
import qts.runtime.query.RecordQuery;
import qts.runtime.query.RecordSearch;

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
  @Mixin private ServiceOptions service = new ServiceOptions();

  @Option(names = "--data-dir", paramLabel = "DIR", description = "Read this data folder instead.")
  private @Nullable Path dataDir;

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
    RecordOptions.put(parameters, "order", order);
    RecordOptions.put(parameters, "limit", limit);
    RecordLines lines = new RecordLines(shell, json);
    if (dataDir != null) {
      search(shell.workingDirectory().resolve(dataDir), parameters, lines);
    } else {
      ask(parameters, lines);
    }
    return ExitCode.OK;
  }

  private void ask(Map<String, List<String>> parameters, RecordLines lines) throws IOException {
    String address = "/v1/records?" + RecordOptions.query(parameters);
    try (ServiceClient client = service.connect(shell);
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(
                    client.get(address, "application/x-ndjson"), StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        lines.accept(line);
      }
    }
  }

  private static void search(Path folder, Map<String, List<String>> parameters, RecordLines lines)
      throws IOException {
    RecordQuery query = parse(parameters);
    try (JournalReader reader = OfflineJournal.open(folder);
        OutputStream out = new LineSplitter(lines)) {
      AnswerWriter writer =
          new AnswerWriter(OfflineJournal.recordJson(), AnswerWriter.Form.LINES, out);
      writer.finish(RecordSearch.run(reader, query, writer));
    }
  }

  private static RecordQuery parse(Map<String, List<String>> parameters) throws IOException {
    try {
      return RecordQuery.parse(parameters);
    } catch (InvalidQueryException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
