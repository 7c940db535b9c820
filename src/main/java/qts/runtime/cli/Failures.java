package qts.runtime.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;
import qts.logs.PlainText;

/**
 * Says why a command failed. Our own named exceptions carry what, where and the remedy in their
 * message; failures of files and connections are put into words; anything else is a bug and shows
 * its stack trace.
 */
final class Failures implements IExecutionExceptionHandler {
  private final PrintStream err;

  Failures(PrintStream err) {
    this.err = err;
  }

  @Override
  public int handleExecutionException(Exception thrown, CommandLine command, ParseResult parsed) {
    tell(thrown);
    return command.getCommandSpec().exitCodeOnExecutionException();
  }

  /** Says why a command failed that threw this. */
  void tell(Exception thrown) {
    if (isExpected(thrown)) {
      words(thrown).lines().forEach(line -> err.println("observer: " + PlainText.of(line)));
    } else {
      err.println("observer: A bug in the program stopped this command. Please report this:");
      thrown.printStackTrace(err);
    }
  }

  private static boolean isExpected(Exception thrown) {
    return thrown instanceof IOException
        || thrown instanceof UncheckedIOException
        || thrown.getClass().getName().startsWith("qts.");
  }

  private static String words(Throwable thrown) {
    return switch (thrown) {
      case UncheckedIOException wrapper when wrapper.getCause() != null ->
          words(wrapper.getCause());
      case NoSuchFileException missing ->
          "There is no file or folder " + missing.getFile() + ". Check the path.";
      case AccessDeniedException denied ->
          "Access to " + denied.getFile() + " is denied. Check its owner and permissions.";
      case FileSystemException failed -> failed.getFile() + ": " + reason(failed);
      default -> String.valueOf(thrown.getMessage());
    };
  }

  private static String reason(FileSystemException failed) {
    return failed.getReason() == null ? failed.getClass().getSimpleName() : failed.getReason();
  }
}
