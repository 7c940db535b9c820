package qts.runtime.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code decision}: what can be done with decisions; the work is in its subcommands. */
@Command(
    name = "decision",
    description = "Work with decisions.",
    synopsisSubcommandLabel = "COMMAND")
final class DecisionCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  /** The command with its subcommands. */
  static CommandLine commandLine(Shell shell) {
    return new CommandLine(new DecisionCommand()).addSubcommand(new DecisionEvalCommand(shell));
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.USAGE;
  }
}
