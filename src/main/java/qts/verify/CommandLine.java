package qts.verify;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;

/** The command line of the verifier as a program of its own. */
final class CommandLine {
  private static final String HELP =
      """
      Usage: java -jar qts-observer-verify.jar [OPTIONS] DIR

      Verify the journal in DIR, the data folder of an observer or the folder 'journal' in it,
      beside a running observer too.

        --json         answer with one JSON object
        -h, --help     show this help

      Exit codes: 0 intact; 1 violated: file, byte, positions and what; 2 can't be judged.
      """;

  private final int processors;

  CommandLine(int processors) {
    this.processors = processors;
  }

  /** Runs what {@code args} ask for; returns the exit code. */
  int run(Verification verification, PrintStream out, PrintStream err, String... args) {
    Optional<Path> folder = Optional.empty();
    boolean json = false;
    for (String arg : args) {
      switch (arg) {
        case "-h", "--help" -> {
          out.print(HELP);
          return ExitStatus.INTACT;
        }
        case "--json" -> json = true;
        default -> {
          if (arg.startsWith("-") || folder.isPresent()) {
            return usage(err, "'" + arg + "' is not expected here.");
          }
          folder = Optional.of(Path.of(arg));
        }
      }
    }
    return folder.isEmpty()
        ? usage(err, "DIR is missing.")
        : verification.run(new Request(folder.get(), json, processors));
  }

  private static int usage(PrintStream err, String what) {
    err.println("verify: " + what);
    err.print(HELP);
    return ExitStatus.UNREADABLE;
  }
}
