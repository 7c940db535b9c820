package qts.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import qts.runtime.cli.FakeShell.Result;

class ObserverCommandTest {
  @TempDir Path folder;

  @Test
  void helpListsEveryCommandAndTheExitCodes() {
    Result help = new FakeShell(folder).run("--help");

    assertThat(help.status()).isEqualTo(ExitCode.OK);
    assertThat(help.out())
        .startsWith("Usage: observer [-hV] COMMAND")
        .contains(commandNames())
        .contains("  2   wrong usage");
    assertThat(help.err()).isEmpty();
  }

  @Test
  void everyCommandHasHelpAndADescription() {
    for (String command : commandNames()) {
      Result help = new FakeShell(folder).run(command, "--help");

      assertThat(help.status()).as(command).isEqualTo(ExitCode.OK);
      assertThat(help.out().lines().toList())
          .as(command)
          .hasSizeGreaterThan(2)
          .first()
          .asString()
          .startsWith("Usage: observer " + command);
    }
  }

  @Test
  void theVersionNamesTheProgramAndTheJavaMachine() {
    assertThat(new FakeShell(folder).run("--version").out())
        .isEqualTo(
            "qts-observer unpackaged, Java %s (%s)\n"
                .formatted(Runtime.version(), System.getProperty("java.vendor")));
  }

  @Test
  void withoutACommandTheHelpIsShownAsAnError() {
    Result result = new FakeShell(folder).run();

    assertThat(result.status()).isEqualTo(ExitCode.USAGE);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).startsWith("Usage: observer");
  }

  @Test
  void anUnknownOptionIsAnErrorOfUsageWithASuggestion() {
    assertThat(new FakeShell(folder).run("info", "--jsno"))
        .isEqualTo(
            new Result(
                ExitCode.USAGE,
                "",
                """
                observer: Unknown option: '--jsno'
                Possible solutions: --json
                Try 'observer info --help'.
                """));
  }

  @Test
  void textOfTheCommandLineCanNotMoveTheCursor() {
    assertThat(new FakeShell(folder).run("x\u001b[2J\nobserver: done").err())
        .contains("x\\u001B[2J\\nobserver: done")
        .doesNotContain("\u001b");
  }

  @Test
  void coloursAppearOnATerminalOnly() {
    assertThat(new FakeShell(folder).run("--help").out()).doesNotContain("\u001b");
    assertThat(new FakeShell(folder).onTerminal().run("--help").out()).contains("\u001b");
    assertThat(new FakeShell(folder).onTerminal().with("NO_COLOR", "1").run("--help").out())
        .doesNotContain("\u001b");
    assertThat(new FakeShell(folder).onTerminal().with("TERM", "dumb").run("--help").out())
        .doesNotContain("\u001b");
  }

  @Test
  void completionKnowsEveryCommandInBothShells() {
    Result bash = new FakeShell(folder).run("completion", "bash");
    Result zsh = new FakeShell(folder).run("completion", "ZSH");

    assertThat(bash.status()).isEqualTo(ExitCode.OK);
    assertThat(bash.out()).startsWith("#!/usr/bin/env bash\n").contains(commandNames());
    assertThat(zsh.out())
        .startsWith("#compdef observer\n")
        .isEqualTo(bash.out().replaceFirst("#!/usr/bin/env bash", "#compdef observer"));
  }

  private List<String> commandNames() {
    CommandLine line = ObserverCommand.commandLine(new FakeShell(folder).shell());
    return List.copyOf(line.getSubcommands().keySet());
  }
}
