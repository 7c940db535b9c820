package qts.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qts.runtime.cli.FakeShell.Result;

class DecisionEvalCommandTest {
  @TempDir Path folder;

  @Test
  void everyCaseOfTheOriginalIsAnsweredAsTheOriginalDid() throws IOException {
    Path samples = Path.of("src/test/resources/samples/decision_vectors.jsonl").toAbsolutePath();

    Result result = new FakeShell(folder).run("decision", "eval", samples.toString());

    assertThat(result.status()).isEqualTo(ExitCode.OK);
    assertThat(result.out()).isEqualTo(Files.readString(samples));
  }

  @Test
  void aMissingFileIsNamed() {
    Result result = new FakeShell(folder).run("decision", "eval", "none.jsonl");

    assertThat(result.status()).isEqualTo(ExitCode.FAILURE);
    assertThat(result.err()).contains("There is no file or folder", "none.jsonl");
  }
}
