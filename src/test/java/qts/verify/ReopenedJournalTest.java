package qts.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The chain goes on where it was, however often a journal is opened again. */
class ReopenedJournalTest {
  @TempDir Path folder;

  @Test
  void aJournalThatWasOpenedThreeTimesIsIntact() throws IOException {
    for (int i = 0; i < 3; i++) {
      new RecordedJournal(folder).withSegments(1, 5, 20);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream answers = new PrintStream(out, true, UTF_8);
    Verification verification =
        new Verification(InputStream.nullInputStream(), folder, answers, answers, System::nanoTime);
    int code = new CommandLine(verification, 2, answers, answers).run(folder.toString());
    assertThat(code).isZero();
    assertThat(out.toString(UTF_8)).endsWith("INTACT: everything is as it was written.\n");
  }
}
