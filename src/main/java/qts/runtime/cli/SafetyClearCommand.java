package qts.runtime.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code safety clear}: takes an anomaly back before its time is over. */
@Command(name = "clear", description = "Take an anomaly back before its time is over.")
final class SafetyClearCommand implements Callable<Integer> {
  private final Shell shell;

  @Parameters(paramLabel = "FLAG", description = "The anomaly, for example STALE_FEED.")
  private String flag = "";

  @Option(names = "--symbol", defaultValue = "*", description = "The symbol it is in force for.")
  private String symbol = "*";

  @Mixin private SafetyChangeOptions options = new SafetyChangeOptions();

  SafetyClearCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException {
    return options.send(
        shell, options.change(shell, "anomaly_cleared").put("flag", flag).put("symbol", symbol));
  }
}
