package qts.runtime.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code safety raise}: raises an anomaly by hand, for a time. */
@Command(
    name = "raise",
    description = {
      "Raise an anomaly: orders are held back until its time is over or it is cleared.",
      "Snapshots raise GAP, STALE_FEED and PRICE_JUMP by themselves."
    })
final class SafetyRaiseCommand implements Callable<Integer> {
  private static final long MILLIS = 1_000;

  private final Shell shell;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "FLAG", description = "A name for it, for example STALE_FEED.")
  private String flag = "";

  @Option(
      names = "--symbol",
      defaultValue = "*",
      description = "The symbol it is in force for; by default all of them.")
  private String symbol = "*";

  @Option(
      names = "--for",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "How long it is in force (default: ${DEFAULT-VALUE}).")
  private int seconds = 60;

  @Mixin private SafetyChangeOptions options = new SafetyChangeOptions();

  SafetyRaiseCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException {
    if (seconds < 1) {
      throw new ParameterException(spec.commandLine(), "--for: it takes at least 1 second");
    }
    long expiresAtMillis = System.currentTimeMillis() + seconds * MILLIS;
    return options.send(
        shell,
        options
            .change(shell, "anomaly_raised")
            .put("flag", flag)
            .put("symbol", symbol)
            .put("expires_at_ms", expiresAtMillis));
  }
}
