package qts.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShellTest {
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void textIsWrittenInUtf8WhateverTheLocale() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Shell shell = shell(out);

    shell.out().println("삼성전자");

    assertThat(shell.finish(ExitCode.OK)).isEqualTo(ExitCode.OK);
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("삼성전자\n");
  }

  @Test
  void anAnswerThatCouldNotBeWrittenIsAFailureWithAReason() {
    Shell shell = shell(broken("No space left on device"));

    shell.out().println("answer");

    assertThat(shell.finish(ExitCode.OK)).isEqualTo(ExitCode.FAILURE);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            "observer: The answer could not be written to standard output (No space left on"
                + " device). Check where it goes.\n");
  }

  @Test
  void aReaderThatWentAwayIsAFailureWithoutWords() {
    Shell shell = shell(broken("Broken pipe"));

    shell.out().println("answer");

    assertThat(shell.finish(ExitCode.OK)).isEqualTo(ExitCode.FAILURE);
    assertThat(err.size()).isZero();
  }

  private Shell shell(OutputStream out) {
    return new Shell(Map.of(), Path.of("/"), InputStream.nullInputStream(), out, err, false);
  }

  private static OutputStream broken(String reason) {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        throw new IOException(reason);
      }
    };
  }
}
