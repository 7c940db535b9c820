package qts.runtime.recorder;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qts.decision.Samples;

class NewestSnapshotTest {
  private static final long T0 = 1_768_089_792_417L;

  @TempDir Path folder;

  @Test
  void theNewestSnapshotIsGivenAsItWasReceived() throws IOException {
    try (Recorder recorder = open()) {
      assertThat(newest(recorder)).isEqualTo("none");
      recorder.record(line("BTC", 1));
      recorder.record(line("ETH", 2));
      recorder.record(" broken".getBytes(UTF_8));
      byte[] imported = Samples.lines("pattern_records.jsonl").getFirst().getBytes(UTF_8);
      recorder.takeOver(imported, 0, imported.length, Ack.DURABLE);

      assertThat(newest(recorder)).isEqualTo(new String(line("ETH", 2), UTF_8));
      assertThat(newest(recorder, "BTC")).isEqualTo(new String(line("BTC", 1), UTF_8));
      assertThat(newest(recorder, "XRP")).isEqualTo("none");
    }
    try (Recorder recorder = open()) {
      assertThat(newest(recorder)).isEqualTo(new String(line("ETH", 2), UTF_8));
      assertThat(newest(recorder, "BTC")).isEqualTo(new String(line("BTC", 1), UTF_8));
    }
  }

  @Test
  void aSymbolThatWasMissedOnceIsSeenAsSoonAsItComes() throws IOException {
    try (Recorder recorder = open()) {
      recorder.record(line("BTC", 1));
      assertThat(newest(recorder, "XRP")).isEqualTo("none");
      recorder.record(line("XRP", 2));
      assertThat(newest(recorder, "XRP")).isEqualTo(new String(line("XRP", 2), UTF_8));
    }
  }

  @Test
  void snapshotsOlderThanWhatIsRememberedAtTheStartAreLookedFor() throws IOException {
    try (Recorder recorder = open()) {
      recorder.record(line("BTC", 1));
      byte[] bad = "x\n".repeat((int) Restoration.WARM_UP_RECORDS + 10).getBytes(UTF_8);
      recorder.record(bad, 0, bad.length, BodyFormat.LINES, Ack.DURABLE);
    }
    try (Recorder recorder = open()) {
      assertThat(newest(recorder, "BTC")).isEqualTo(new String(line("BTC", 1), UTF_8));
      assertThat(newest(recorder)).isEqualTo(new String(line("BTC", 1), UTF_8));
      assertThat(newest(recorder, "ETH")).isEqualTo("none");
    }
  }

  private static String newest(Recorder recorder) throws IOException {
    return text(recorder.newestSnapshot());
  }

  private static String newest(Recorder recorder, String symbol) throws IOException {
    return text(recorder.newestSnapshot(symbol));
  }

  private static String text(Optional<byte[]> snapshot) {
    return snapshot.map(bytes -> new String(bytes, UTF_8)).orElse("none");
  }

  private static byte[] line(String symbol, int number) {
    return TestSnapshots.bytes(symbol, number, T0 + number, "1");
  }

  private Recorder open() throws IOException {
    return Recorder.open(
        RecorderSettings.in(folder),
        failure -> {
          throw new AssertionError(failure);
        });
  }
}
