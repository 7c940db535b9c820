package qts.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qts.runtime.cli.FakeShell.Result;
import qts.runtime.recorder.Recorder;
import qts.runtime.recorder.RecorderSettings;
import qts.runtime.recorder.TestSnapshots;

class QueryCommandTest {
  private static final long T0 = 1_768_089_792_417L;

  @TempDir Path folder;

  @BeforeEach
  void threeSnapshotsAndALongSilence() throws IOException {
    RecorderSettings settings = RecorderSettings.in(Recorder.journalFolder(folder));
    try (Recorder recorder = Recorder.open(settings, failure -> {})) {
      recorder.record(TestSnapshots.bytes("BTC", 1, T0, "71000.10"));
      recorder.record(TestSnapshots.bytes("ETH", 2, T0 + 1, "3000"));
      recorder.record(TestSnapshots.bytes("BTC", 3, T0 + 400_000, "71001"));
    }
  }

  @Test
  void aPersonSeesARowARecordAndWhatTheAnswerLacks() {
    Result result = query("--symbol", "BTC", "--kind", "snapshot");

    assertThat(result.status()).isEqualTo(ExitCode.OK);
    assertThat(result.out().lines().skip(1).map(line -> line.substring(60)).toList())
        .containsExactly("BTC price 71000.10 volume 3", "BTC price 71001 volume 3 GAP_CRITICAL");
    assertThat(result.err()).contains("2 records; in this range: 1 gap, 0 rejected");
  }

  @Test
  void aProgramGetsLinesOfJsonThatEndWithTheCompleteness() {
    Result result = query("--json", "--order", "desc", "--limit", "1", "--kind", "snapshot");

    assertThat(result.out().lines().toList())
        .hasSize(2)
        .satisfies(lines -> assertThat(lines.getFirst()).contains("\"run_id\":\"run-3\""))
        .satisfies(lines -> assertThat(lines.getLast()).startsWith("{\"completeness\":"));
  }

  @Test
  void aWrongParameterIsNamed() {
    Result result = query("--kind", "trade");

    assertThat(result.status()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains("observer: --kind: 'trade' is none of snapshot,");
  }

  @Test
  void aFolderWithoutAJournalIsNamed() {
    Result result = new FakeShell(folder).run("query", "--data-dir", "elsewhere");

    assertThat(result.err()).contains("There is no journal in");
  }

  private Result query(String... arguments) {
    String[] all = new String[arguments.length + 3];
    all[0] = "query";
    all[1] = "--data-dir";
    all[2] = folder.toString();
    System.arraycopy(arguments, 0, all, 3, arguments.length);
    return new FakeShell(folder).run(all);
  }
}
