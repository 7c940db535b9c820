package qts.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qts.journal.JournalSettings;
import qts.runtime.recorder.Counts;
import qts.runtime.recorder.Recorder;
import qts.runtime.recorder.RecorderSettings;
import qts.runtime.recorder.Standing;
import qts.runtime.recorder.StreamName;
import qts.runtime.recorder.TestSnapshots;

/** Whatever senders call themselves, the ledger of the real recorder agrees with its records. */
class RecordedLedgerTest {
  private static final StreamName UNKNOWN = new StreamName("unknown", "unknown");

  @TempDir Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private int inputs;

  @Test
  void sourcesWithAnAtSignAreAccountedAsUnknown() throws IOException {
    Path data = folder.resolve("data");
    try (Recorder recorder = new RecordedJournal(data).open()) {
      reject(recorder, "a@b", "c");
      reject(recorder, "a", "b@c");
      reject(recorder, "a\\u0040b", "c");
      assertThat(recorder.standing().streams())
          .containsExactly(
              new Standing.Stream(new StreamName("a", "b@c"), new Counts(0, 1, 0, 0, 0), 1),
              new Standing.Stream(UNKNOWN, new Counts(0, 2, 0, 0, 0), 2));
    }
    assertIntact(data);
  }

  @Test
  void aSourceWithAnAtSignIsOneStreamAfterAKill() throws IOException {
    Path data = folder.resolve("data");
    Path killed = folder.resolve("killed");
    RecordedJournal journal = new RecordedJournal(data);
    journal.withSegments(1, 1, 3);
    try (Recorder recorder = journal.open()) {
      reject(recorder, "mar@ket", "s");
      Copies.copy(data, killed);
    }
    try (Recorder recorder = new RecordedJournal(killed).open()) {
      reject(recorder, "mar@ket", "s");
      assertThat(recorder.standing().streams())
          .containsExactly(
              new Standing.Stream(
                  new StreamName("market", "session_t"), new Counts(3, 0, 0, 0, 0), 3),
              new Standing.Stream(UNKNOWN, new Counts(0, 2, 0, 0, 0), 2));
    }
    assertIntact(killed);
  }

  @Test
  void nobodyCanBeAccountedAsWhatWasFoldedAway() throws IOException {
    Path data = folder.resolve("data");
    RecordedJournal journal = new RecordedJournal(data);
    for (int run = 0; run < 3; run++) {
      try (Recorder recorder = journal.open()) {
        reject(recorder, "earlier", "earlier");
        reject(recorder, "earlier", "other");
      }
    }
    try (Recorder recorder = journal.open()) {
      assertThat(recorder.standing().streams())
          .containsExactly(
              new Standing.Stream(UNKNOWN, new Counts(0, 3, 0, 0, 0), 3),
              new Standing.Stream(
                  new StreamName("earlier", "other"), new Counts(0, 3, 0, 0, 0), 3));
    }
    assertIntact(data);
  }

  @Test
  void moreStreamsThanAreCountedOneByOneAgreeOverRestartsAndKills() throws IOException {
    Path data = folder.resolve("data");
    Path killed = folder.resolve("killed");
    try (Recorder recorder = large(data)) {
      streams(recorder, 0, 1_100);
    }
    try (Recorder recorder = large(data)) {
      streams(recorder, 50, 150);
      Copies.copy(data, killed);
    }
    try (Recorder recorder = large(killed)) {
      streams(recorder, 1_000, 1_300);
    }
    assertIntact(data);
    assertIntact(killed);
  }

  /** A recorder whose ledger records may have the accounts of many streams. */
  private static Recorder large(Path data) throws IOException {
    RecorderSettings standard = RecorderSettings.in(data.resolve("journal"));
    return Recorder.open(
        new RecorderSettings(
            standard.journalFolder(),
            JournalSettings.standard().withSegmentBytes(4 << 20),
            standard.pipeline(),
            standard.guard(),
            standard.maxSnapshotBytes()),
        failure -> {
          throw new AssertionError(failure);
        });
  }

  /** With records of 32 KiB at most. */
  @Test
  void moreStreamsThanALedgerRecordHasRoomForAreFolded() throws IOException {
    Path data = folder.resolve("data");
    RecordedJournal journal = new RecordedJournal(data);
    try (Recorder recorder = journal.open()) {
      streams(recorder, 0, 300);
    }
    try (Recorder recorder = journal.open()) {
      streams(recorder, 100, 200);
    }
    assertIntact(data);
  }

  private void streams(Recorder recorder, int from, int to) throws IOException {
    for (int i = from; i < to; i++) {
      reject(recorder, "source", "session_" + i);
    }
  }

  private void reject(Recorder recorder, String source, String session) throws IOException {
    inputs++;
    String line =
        TestSnapshots.line("BTC-KRW", inputs, RecordedJournal.START_MILLIS, "1")
            .replace("\"source\":\"market\"", "\"source\":\"" + source + "\"")
            .replace("session_t", session);
    assertThat(recorder.record(line.getBytes(UTF_8)).counts()).isEqualTo(new Counts(0, 1, 0, 0, 0));
  }

  private void assertIntact(Path data) {
    PrintStream answers = new PrintStream(out, true, UTF_8);
    Verification verification =
        new Verification(InputStream.nullInputStream(), folder, answers, answers, () -> 0);
    Request.Journal request = new Request.Journal(data, List.of(), true, 2);
    int status = verification.run(new Request(request, List.of(), false));
    assertThat(status).as(out.toString(UTF_8)).isZero();
  }
}
