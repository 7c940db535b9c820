package qts.runtime.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import qts.runtime.config.Build;
import qts.runtime.config.Settings;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** {@code info}: prints the deployment report; fails when the service could not start with it. */
@Command(
    name = "info",
    description =
        "Show every path, every setting and where it came from, and whether the service could"
            + " start.")
final class InfoCommand implements Callable<Integer> {
  private final Shell shell;

  @Option(names = "--json", description = "Answer in JSON.")
  private boolean json;

  InfoCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    InfoReport report =
        InfoReport.of(
            Settings.read(shell.environment(), shell.workingDirectory()), Build.current());
    if (json) {
      shell.out().println(mapper().writeValueAsString(report));
    } else {
      new InfoText(shell.out(), shell.colours()).write(report);
    }
    return report.valid() ? ExitCode.OK : ExitCode.FAILURE;
  }

  private static JsonMapper mapper() {
    return JsonMapper.builder()
        .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
        .enable(SerializationFeature.INDENT_OUTPUT)
        .build();
  }
}
