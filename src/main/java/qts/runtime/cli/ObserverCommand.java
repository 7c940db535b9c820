package qts.runtime.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import qts.runtime.config.Build;
import qts.runtime.replay.Speed;
import qts.runtime.transfer.Window;

/** The program's command line: the frame all commands hang in. */
@Command(
    name = "observer",
    description = "The flight recorder for quantitative trading systems.",
    synopsisSubcommandLabel = "COMMAND",
    optionListHeading = "%nOptions:%n",
    commandListHeading = "%nCommands:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "1:failed; the message says why and what to do", "2:wrong usage"})
public final class ObserverCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  private ObserverCommand() {}

  /** Runs the command that {@code args} names and gives the exit code. */
  public static int run(Shell shell, String... args) {
    return switch (args.length == 1 ? args[0] : "") {
      case "run" -> runAlone(new RunCommand(shell)::call, shell);
      case "health" -> runAlone(new HealthCommand(shell)::call, shell);
      default -> commandLine(shell).execute(args);
    };
  }

  /**
   * What a container runs has no options to parse. Setting up the frame of all commands would take
   * a quarter of the time in which the service starts, and more than all of a health check.
   */
  private static int runAlone(Alone command, Shell shell) {
    try {
      return command.call();
    } catch (IOException | InterruptedException | RuntimeException thrown) {
      new Failures(shell.err()).tell(thrown);
      return ExitCode.FAILURE;
    }
  }

  /** A command without its options. */
  private interface Alone {
    int call() throws IOException, InterruptedException;
  }

  /** Every command of the program; a new one is one line here. */
  private static List<Callable<Integer>> commands(Shell shell) {
    return List.of(
        new RunCommand(shell),
        new DemoCommand(shell),
        new InfoCommand(shell),
        new HealthCommand(shell),
        new SendCommand(shell),
        new QueryCommand(shell),
        new TailCommand(shell),
        new TimelineCommand(shell),
        new WhyNotCommand(shell),
        new CoverageCommand(shell),
        new ReplayCommand(shell),
        new ImportCommand(shell),
        new ExportCommand(shell),
        new VerifyCommand(shell),
        new ProveCommand(shell),
        new CompletionCommand(shell));
  }

  static CommandLine commandLine(Shell shell) {
    CommandLine line = new CommandLine(new ObserverCommand());
    line.getCommandSpec()
        .version(Build.current().toString())
        .addOption(help())
        .addOption(version());
    commands(shell).forEach(line::addSubcommand);
    line.addSubcommand(BenchCommand.commandLine(shell));
    line.addSubcommand(DecisionCommand.commandLine(shell));
    Objects.requireNonNull(line.getSubcommands().get("bench"))
        .addSubcommand(new BenchDecisionsCommand(shell));
    line.addSubcommand(SafetyCommand.commandLine(shell));
    line.addSubcommand(JournalCommand.commandLine(shell));
    return line.registerConverter(ServiceAddress.class, ServiceAddress::parse)
        .registerConverter(Speed.class, ObserverCommand::speed)
        .registerConverter(Window.class, ObserverCommand::window)
        .setOut(writer(shell.out()))
        .setErr(writer(shell.err()))
        .setUsageHelpWidth(100)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setColorScheme(Help.defaultColorScheme(shell.colours() ? Ansi.ON : Ansi.OFF))
        .setParameterExceptionHandler(new UsageErrors())
        .setExecutionExceptionHandler(new Failures(shell.err()));
  }

  private static Window window(String text) {
    try {
      return Window.parse(text);
    } catch (IllegalArgumentException wrong) {
      throw new CommandLine.TypeConversionException(wrong.getMessage());
    }
  }

  private static Speed speed(String text) {
    try {
      return Speed.parse(text);
    } catch (IllegalArgumentException wrong) {
      throw new CommandLine.TypeConversionException(wrong.getMessage());
    }
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }

  private static OptionSpec help() {
    return OptionSpec.builder("-h", "--help")
        .usageHelp(true)
        .scopeType(ScopeType.INHERIT)
        .description("Show this help and exit.")
        .build();
  }

  private static OptionSpec version() {
    return OptionSpec.builder("-V", "--version")
        .versionHelp(true)
        .description("Show the version and exit.")
        .build();
  }

  /** No command was named: the help is the answer, but nothing was done. */
  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.USAGE;
  }
}
