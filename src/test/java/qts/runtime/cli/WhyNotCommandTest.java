package qts.runtime.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qts.runtime.cli.FakeShell.Result;
import qts.runtime.recorder.Ack;
import qts.runtime.recorder.BodyFormat;
import qts.runtime.recorder.Recorder;
import qts.runtime.recorder.RecorderSettings;
import qts.runtime.recorder.TestDecisions;
import qts.runtime.recorder.TestSnapshots;

class WhyNotCommandTest {
  private static final String AT = "2026-01-11T09:03:12.417+09:00";

  @TempDir Path folder;

  @BeforeEach
  void aJudgmentThatWasNotExecuted() throws IOException {
    RecorderSettings settings = RecorderSettings.in(Recorder.journalFolder(folder));
    try (Recorder recorder = Recorder.open(settings, failure -> {})) {
      recorder.record(TestSnapshots.bytes("BTC", 1, 1_768_089_792_417L, "71000.10"));
      byte[] decisions =
          (TestDecisions.judgment("d-1", "BUY")
                  + "\n"
                  + TestDecisions.nonExecution("d-1", "the session is over"))
              .getBytes(UTF_8);
      recorder.recordDecisions(decisions, 0, decisions.length, BodyFormat.LINES, Ack.DURABLE);
    }
  }

  @Test
  void aPersonGetsTheAnswerFirstAndThenTheChain() {
    Result result = whyNot("BTC", AT);

    assertThat(result.status()).isEqualTo(ExitCode.OK);
    assertThat(result.out().lines())
        .first()
        .isEqualTo(
            "Nothing was traded in BTC at 09:03:12.417 because the order to BUY 1 BTC by momentum"
                + " was not executed: the session is over.");
    assertThat(result.out()).contains("BTC price 71000.10 volume 3");
    assertThat(result.out().lines().map(line -> line.split(" +")).filter(w -> w.length > 2))
        .extracting(words -> words[2])
        .contains("snapshot", "judgment", "non_execution");
  }

  @Test
  void aProgramGetsJson() {
    assertThat(whyNot("BTC", AT, "--json").out()).contains("\"cause\": \"not_executed\"");
  }

  @Test
  void aMomentThatIsNoneIsNamed() {
    Result result = whyNot("BTC", "noon");

    assertThat(result.status()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains("AT: 'noon' is neither a time with offset");
  }

  private Result whyNot(String symbol, String at, String... more) {
    String[] all = new String[more.length + 5];
    System.arraycopy(
        new String[] {"why-not", symbol, at, "--data-dir", folder.toString()}, 0, all, 0, 5);
    System.arraycopy(more, 0, all, 5, more.length);
    return new FakeShell(folder).run(all);
  }
}
