package qts.runtime.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code safety enable} and {@code safety disable}: whether orders may pass at all. */
@Command(
    description =
        "Set whether trading is enabled. Nothing trades here: orders of the rules pass or are "
            + "blocked, and are never executed.")
final class SafetyTradingCommand implements Callable<Integer> {
  private final Shell shell;
  private final boolean enabled;

  @Mixin private SafetyChangeOptions options = new SafetyChangeOptions();

  SafetyTradingCommand(Shell shell, boolean enabled) {
    this.shell = shell;
    this.enabled = enabled;
  }

  @Override
  public Integer call() throws IOException {
    return options.send(shell, options.change(shell, "trading").put("enabled", enabled));
  }
}
