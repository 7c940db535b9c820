package qts.runtime.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code journal}: looking at a journal's files; the work is in its subcommands. */
@Command(
    name = "journal",
    description = {
      "Look at the files of a journal, also while a recorder works in it.",
      "Nothing here needs a running service."
    },
    synopsisSubcommandLabel = "COMMAND")
final class JournalCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  /** The command with its subcommands. */
  static CommandLine commandLine(Shell shell) {
    return new CommandLine(new JournalCommand())
        .addSubcommand(new JournalListCommand(shell))
        .addSubcommand(new JournalCatCommand(shell))
        .addSubcommand(new JournalStatCommand(shell))
        .addSubcommand(new JournalDoctorCommand(shell))
        .addSubcommand(new JournalScrubCommand(shell));
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.USAGE;
  }
}
