package qts.runtime.cli;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import qts.safety.SafetyLimit;
import tools.jackson.databind.node.ObjectNode;

/** {@code safety limit}: sets or lifts a limit of orders. */
@Command(name = "limit", description = "Set a limit of orders, or lift it.")
final class SafetyLimitCommand implements Callable<Integer> {
  private final Shell shell;

  @Parameters(index = "0", paramLabel = "LIMIT", description = "${COMPLETION-CANDIDATES}")
  private SafetyLimit limit = SafetyLimit.MAX_ORDER_QTY;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "VALUE",
      description = "The new limit; without it the limit is lifted.")
  private @Nullable BigDecimal value;

  @Option(
      names = "--symbol",
      defaultValue = "*",
      description = "The symbol it is for; by default all of them together.")
  private String symbol = "*";

  @Mixin private SafetyChangeOptions options = new SafetyChangeOptions();

  SafetyLimitCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException {
    ObjectNode change = options.change(shell, "limit_set").put("limit", limit.name());
    return options.send(shell, change.put("symbol", symbol).put("value", value));
  }
}
