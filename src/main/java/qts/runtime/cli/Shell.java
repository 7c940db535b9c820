package qts.runtime.cli;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What a command gets from whoever started it: variables, a folder, and the standard streams, which
 * speak UTF-8 whatever the locale. Made once by the entry point, so that commands can be tried with
 * any other.
 */
public final class Shell {
  private final Map<String, String> environment;
  private final Path workingDirectory;
  private final InputStream in;
  private final StandardStream rawOut;
  private final PrintStream out;
  private final PrintStream err;
  private final boolean terminal;

  /**
   * @param terminal whether a person looks at the output
   */
  public Shell(
      Map<String, String> environment,
      Path workingDirectory,
      InputStream in,
      OutputStream out,
      OutputStream err,
      boolean terminal) {
    this.environment = Map.copyOf(environment);
    this.workingDirectory = workingDirectory;
    this.in = in;
    this.rawOut = new StandardStream(out);
    this.out = new PrintStream(rawOut, true, StandardCharsets.UTF_8);
    this.err = new PrintStream(err, true, StandardCharsets.UTF_8);
    this.terminal = terminal;
  }

  /** The shell of this process. */
  public static Shell ofProcess() {
    return new Shell(
        System.getenv(),
        Path.of("").toAbsolutePath(),
        System.in,
        new FileOutputStream(FileDescriptor.out),
        new FileOutputStream(FileDescriptor.err),
        Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false));
  }

  public Map<String, String> environment() {
    return environment;
  }

  /** What relative paths start from. */
  public Path workingDirectory() {
    return workingDirectory;
  }

  public InputStream in() {
    return in;
  }

  /** Takes answers. Flushed at the end of every line; wrap it in a buffer for bulk output. */
  public PrintStream out() {
    return out;
  }

  /** Takes errors, notes and progress. */
  public PrintStream err() {
    return err;
  }

  /** Whether a person looks at the output, so that progress may be drawn. */
  public boolean isTerminal() {
    return terminal;
  }

  /** Whether output may be coloured: on a terminal, unless {@code NO_COLOR} is set. */
  public boolean colours() {
    return terminal
        && environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !environment.getOrDefault("TERM", "").equals("dumb");
  }

  /**
   * The exit code of the process, once everything is written. An answer that could not be written
   * is a failure, also when the command itself went well; a reader that went away, as {@code head}
   * does, is not worth a message.
   */
  public int finish(int status) {
    out.flush();
    err.flush();
    Optional<IOException> failure = rawOut.failure();
    if (failure.isEmpty()) {
      return status;
    }
    String reason = String.valueOf(failure.get().getMessage());
    if (!reason.contains("Broken pipe")) {
      err.println(
          "observer: The answer could not be written to standard output (%s). Check where it goes."
              .formatted(reason));
    }
    return status == ExitCode.OK ? ExitCode.FAILURE : status;
  }
}
