package qts.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import qts.runtime.config.ConfigurationException;

class FailuresTest {
  @TempDir Path folder;

  @Test
  void ourNamedExceptionsSpeakForThemselves() {
    assertThat(said(new ConfigurationException("OBSERVER_PORT", "is \"x\n\"", "Give a number.")))
        .isEqualTo("observer: OBSERVER_PORT is \"x\\n\". Give a number.\n");
  }

  @Test
  void failuresOfFilesArePutIntoWords() {
    assertThat(said(new NoSuchFileException("/a")))
        .isEqualTo("observer: There is no file or folder /a. Check the path.\n");
    assertThat(said(new UncheckedIOException(new AccessDeniedException("/a"))))
        .isEqualTo("observer: Access to /a is denied. Check its owner and permissions.\n");
    assertThat(said(new FileSystemException("/a", null, "No space left on device")))
        .isEqualTo("observer: /a: No space left on device\n");
    assertThat(said(new IOException("reset\u001b[2J"))).isEqualTo("observer: reset\\u001B[2J\n");
  }

  @Test
  void anythingElseIsABugAndShowsItsTrace() {
    assertThat(said(new IllegalStateException("impossible")))
        .startsWith(
            """
            observer: A bug in the program stopped this command. Please report this:
            java.lang.IllegalStateException: impossible
            \tat qts.runtime.cli.FailuresTest\
            """);
  }

  private String said(Exception thrown) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    CommandLine line = ObserverCommand.commandLine(new FakeShell(folder).shell());
    int status =
        new Failures(new PrintStream(err, true, StandardCharsets.UTF_8))
            .handleExecutionException(thrown, line, line.parseArgs("info"));
    assertThat(status).isEqualTo(ExitCode.FAILURE);
    return err.toString(StandardCharsets.UTF_8);
  }
}
