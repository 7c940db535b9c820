package qts.runtime.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code safety}: what holds orders back; the work is in its subcommands. */
@Command(
    name = "safety",
    description = {
      "Show and change what holds orders back.",
      "Every change is recorded with who and why before it counts."
    },
    synopsisSubcommandLabel = "COMMAND")
final class SafetyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  /** The command with its subcommands. */
  static CommandLine commandLine(Shell shell) {
    return new CommandLine(new SafetyCommand())
        .addSubcommand(new SafetyShowCommand(shell))
        .addSubcommand("kill", new SafetyKillCommand(shell, true))
        .addSubcommand("resume", new SafetyKillCommand(shell, false))
        .addSubcommand("enable", new SafetyTradingCommand(shell, true))
        .addSubcommand("disable", new SafetyTradingCommand(shell, false))
        .addSubcommand("limit", new SafetyLimitCommand(shell))
        .addSubcommand("raise", new SafetyRaiseCommand(shell))
        .addSubcommand("clear", new SafetyClearCommand(shell));
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.USAGE;
  }
}
