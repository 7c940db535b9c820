package qts.runtime.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
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

class TimelineCommandTest {
  private static final long T0 = 1_768_089_792_417L;

  @TempDir Path folder;

  @BeforeEach
  void aSnapshotAndWhatCameOfIt() throws IOException {
    RecorderSettings settings = RecorderSettings.in(Recorder.journalFolder(folder));
    try (Recorder recorder = Recorder.open(settings, failure -> {})) {
      recorder.record(TestSnapshots.bytes("BTC", 1, T0, "71000.10"));
      byte[] decisions =
          String.join(
                  "\n",
                  TestDecisions.judgment("d-1", "BUY"),
                  TestDecisions.block("d-1", "GR001"),
                  TestDecisions.nonExecution("d-1", "market closed"))
              .getBytes(UTF_8);
      recorder.recordDecisions(decisions, 0, decisions.length, BodyFormat.LINES, Ack.DURABLE);
    }
  }

  @Test
  void aPersonSeesWhatHappenedInOrder() {
    Result result = timeline("--run-id", "run-1");

    assertThat(result.status()).isEqualTo(ExitCode.OK);
    assertThat(
            result
                .out()
                .lines()
                .skip(1)
                .map(line -> line.substring(14, 27).strip() + ": " + line.substring(60)))
        .containsExactly(
            "snapshot: BTC price 71000.10 volume 3",
            "judgment: BUY BTC by momentum",
            "block: GR001 allows 3 was 4 by momentum",
            "non_execution: [BUY 1 BTC] by momentum: market closed");
    assertThat(result.err()).contains("4 records; in this range: 0 gaps");
  }

  @Test
  void aPageTellsHowToGoOn() {
    String hint = timeline("--symbol", "BTC", "--limit", "2").err();
    String cursor = hint.substring(hint.lastIndexOf(' ') + 1).strip();

    assertThat(hint).contains("The next page: the same with --cursor ");
    assertThat(timeline("--symbol", "BTC", "--json", "--cursor", cursor).out().lines())
        .first()
        .asString()
        .contains("\"kind\":\"judgment\"");
  }

  @Test
  void whatIsMissingOnTheCommandLineIsNamed() {
    Result result = timeline();

    assertThat(result.status()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains("--symbol: exactly one of symbol, correlation_id");
  }

  private Result timeline(String... arguments) {
    return new FakeShell(folder)
        .run(
            Stream.concat(
                    Stream.of("timeline", "--data-dir", folder.toString()), Stream.of(arguments))
                .toArray(String[]::new));
  }
}
