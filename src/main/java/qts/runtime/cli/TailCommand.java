package qts.runtime.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import qts.runtime.client.QueryString;
import qts.runtime.client.ServiceClient;

/** {@code tail}: follows what a running service records. */
@Command(
    name = "tail",
    description = {
      "Follow what the running service records, until Ctrl-C.",
      "Shows every record from now on, or from a position on, as soon as it is durable."
    })
final class TailCommand implements Callable<Integer> {
  private final Shell shell;

  @Mixin private RecordOptions records = new RecordOptions();
  @Mixin private ServiceOptions service = new ServiceOptions();

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
    String address = "/v1/tail?" + QueryString.of(parameters);
    try (ServiceClient client = service.connect(shell);
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(
                    client.get(address, "application/x-ndjson"), StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        lines.accept(line);
      }
    }
    shell.err().println("observer: The service ended the stream.");
    return ExitCode.FAILURE;
  }
}
