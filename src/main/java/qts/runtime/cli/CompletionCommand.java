package qts.runtime.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code completion}: prints the script that makes a shell complete this program's commands. */
@Command(
    name = "completion",
    description = "Print a completion script, for source <(observer completion bash).")
final class CompletionCommand implements Callable<Integer> {
  /** The shells there is a script for. One script serves both; they know it by its first line. */
  enum Dialect {
    BASH("#!/usr/bin/env bash"),
    ZSH("#compdef observer");

    private final String firstLine;

    Dialect(String firstLine) {
      this.firstLine = firstLine;
    }

    String script(String bashScript) {
      return firstLine + bashScript.substring(bashScript.indexOf('\n'));
    }
  }

  private final Shell shell;

  @Parameters(paramLabel = "SHELL", description = "bash or zsh")
  private Dialect dialect = Dialect.BASH;

  CompletionCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    String script = AutoComplete.bash("observer", ObserverCommand.commandLine(shell));
    shell.out().print(dialect.script(script));
    return ExitCode.OK;
  }
}
