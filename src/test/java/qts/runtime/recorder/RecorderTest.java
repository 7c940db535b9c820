package qts.runtime.recorder;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qts.journal.DiskLimits;
import qts.journal.JournalSettings;
import qts.journal.Payloads;
import qts.journal.ReadRange;
import qts.journal.RecordKind;
import qts.observer.Finding;
import qts.verify.Copies;

class RecorderTest {
  private static final long T0 = 1_768_089_792_417L;

  @TempDir Path folder;

  @Test
  void aSnapshotIsKeptByteForByte() throws IOException {
    try (Recorder recorder = open()) {
      String line = "  " + TestSnapshots.line("BTC", 1, T0, "71000.10").replace(",", " , ") + " ";
      IntakeReport report = recorder.record(line.getBytes(UTF_8));
      assertThat(report.counts()).isEqualTo(new Counts(1, 0, 0, 0, 0));
      assertThat(payloads(recorder, RecordKind.SNAPSHOT)).containsExactly(line);
    }
  }

  @Test
  void oneBadLineCostsNoNeighbour() throws IOException {
    try (Recorder recorder = open()) {
      String body =
          TestSnapshots.line("BTC", 1, T0, "1")
              + "\nnot json\n\n"
              + TestSnapshots.line("BTC", 2, T0 + 1, "2");
      IntakeReport report = take(recorder, body, BodyFormat.LINES);
      assertThat(report.counts()).isEqualTo(new Counts(2, 1, 0, 0, 0));
      assertThat(report.refusals())
          .singleElement()
          .satisfies(r ->
              assertThat(List.of(r.line(), r.outcome(), r.finding().rule()))
                  .isEqualTo(List.of(2L, Refusal.Kind.REJECTED, "JSON_SYNTAX")));
      assertThat(payloads(recorder, RecordKind.REJECTED))
          .singleElement()
          .asString()
          .contains("\"input\":\"not json\"");
    }
  }

  @Test
  void theSameSnapshotAgainIsADuplicateAndAnotherUnderItsIdIsRejected() throws IOException {
    try (Recorder recorder = open()) {
      byte[] first = TestSnapshots.bytes("BTC", 1, T0, "1");
      long position = recorder.record(first).lastPosition();
      IntakeReport again = recorder.record(first);
      IntakeReport other = recorder.record(TestSnapshots.bytes("BTC", 1, T0, "2"));
      assertThat(again.counts()).isEqualTo(new Counts(0, 0, 0, 1, 0));
      assertThat(again.lastPosition()).isEqualTo(position);
      assertThat(other.counts()).isEqualTo(new Counts(0, 1, 0, 0, 0));
      assertThat(other.refusals().getFirst().finding().rule()).isEqualTo("RUN_ID_REUSED");
      assertThat(recorder.counts()).isEqualTo(new Counts(1, 1, 0, 1, 0));
    }
  }

  @Test
  void duplicatesAreKnownAfterARestartAndTheLedgerGoesOn() throws IOException {
    String body =
        IntStream.range(0, 500)
            .mapToObj(i -> TestSnapshots.line("BTC", i, T0 + i, "1"))
            .collect(Collectors.joining("\n"));
    try (Recorder recorder = open()) {
      take(recorder, body, BodyFormat.LINES);
    }
    try (Recorder recorder = open()) {
      assertThat(take(recorder, body, BodyFormat.LINES).counts())
          .isEqualTo(new Counts(0, 0, 0, 500, 0));
      assertThat(recorder.counts()).isEqualTo(new Counts(500, 0, 0, 500, 0));
      assertThat(payloads(recorder, RecordKind.SNAPSHOT)).hasSize(500);
    }
  }

  @Test
  void anAnswerSaysFromWhereOnADuplicateIsKnown() throws IOException {
    JournalSettings few =
        new JournalSettings(4 << 20, 86_400_000, 4 << 10, 0, 50, new DiskLimits(0, 0, 0, 0));
    try (Recorder recorder = open(folder.resolve("journal"), few)) {
      assertThat(take(recorder, line(0), BodyFormat.LINES).duplicatesKnownFrom()).isZero();
      IntakeReport report = take(recorder, lines(1, 180), BodyFormat.LINES);
      int from = (int) report.duplicatesKnownFrom();
      assertThat(report.lastPosition() - from).isBetween(50L, 100L);
      int first = (int) report.firstPosition() - 1;
      assertThat(take(recorder, line(from - first), BodyFormat.LINES).counts().duplicate()).isOne();
      assertThat(take(recorder, line(from - first - 1), BodyFormat.LINES).counts().recorded())
          .isOne();
    }
  }

  private static String line(int number) {
    return TestSnapshots.line("BTC", number, T0 + number, "1");
  }

  private static String lines(int from, int to) {
    return IntStream.range(from, to).mapToObj(RecorderTest::line).collect(Collectors.joining("\n"));
  }

  /** Duplicates leave no record: after a kill it must be seen that some may be missing. */
  @Test
  void aLedgerAfterAKillSaysOfWhichTimeItCanNotTell() throws IOException {
    Path killed = folder.resolve("killed");
    long started = System.currentTimeMillis();
    try (Recorder recorder = open()) {
      recorder.record(TestSnapshots.bytes("BTC", 1, T0, "1"));
      recorder.record(TestSnapshots.bytes("BTC", 1, T0, "1"));
      assertThat(recorder.standing().uncounted()).isEqualTo(Uncounted.NOTHING);
      Copies.copy(folder.resolve("journal"), killed);
    }
    try (Recorder recorder = open(killed)) {
      assertThat(recorder.counts()).isEqualTo(new Counts(1, 0, 0, 0, 0));
      Uncounted uncounted = recorder.standing().uncounted();
      assertThat(uncounted.runs()).isOne();
      assertThat(uncounted.fromMillis()).isBetween(started, uncounted.toMillis());
    }
    try (Recorder recorder = open(killed)) {
      assertThat(recorder.standing().uncounted().runs()).isOne();
      assertThat(payloads(recorder, RecordKind.LEDGER))
          .last()
          .asString()
          .contains("\"uncounted\":{\"runs\":1,\"from_ms\":");
    }
  }

  /** Only a run that answered ahead of the disk can have lost what it answered. */
  @Test
  void aStartAfterAKillTellsOfWhatWasAnsweredEarly() throws IOException {
    Path killed = folder.resolve("killed");
    byte[] snapshot = TestSnapshots.bytes("BTC", 1, T0, "1");
    try (Recorder recorder = open()) {
      recorder.record(snapshot);
      assertThat(answerEarly(recorder, 2).durable()).isFalse();
      assertThat(answerEarly(recorder, 3).durable()).isFalse();
      recorder.journal().awaitDurable(recorder.journal().nextPosition() - 1);
      Copies.copy(folder.resolve("journal"), killed);
    }
    try (Recorder recorder = open()) {
      assertThat(payloads(recorder, RecordKind.GAP)).as("after a stop").isEmpty();
    }
    for (int start = 0; start < 2; start++) {
      try (Recorder recorder = open(killed)) {
        assertThat(payloads(recorder, RecordKind.GAP))
            .singleElement()
            .asString()
            .matches(
                "\\{\"severity\":\"MAJOR\",\"scope\":\"recorder\",\"start_ms\":\\d+,\"end_ms\":\\d+,"
                    + "\"seconds\":[\\d.E-]+,\"reason\":\"the recorder ended without closing: .*");
        assertThat(payloads(recorder, RecordKind.LIFECYCLE))
            .filteredOn(payload -> payload.contains("answers_early"))
            .as("once in a run")
            .hasSize(1);
      }
    }
  }

  private static IntakeReport answerEarly(Recorder recorder, int number) throws IOException {
    byte[] snapshot = TestSnapshots.bytes("BTC", number, T0 + number, "1");
    return recorder.record(snapshot, 0, snapshot.length, BodyFormat.DOCUMENT, Ack.RECEIVED);
  }

  @Test
  void aKillOfARunThatAnsweredNothingEarlyIsNoGap() throws IOException {
    Path killed = folder.resolve("killed");
    try (Recorder recorder = open()) {
      recorder.record(TestSnapshots.bytes("BTC", 1, T0, "1"));
      Copies.copy(folder.resolve("journal"), killed);
    }
    try (Recorder recorder = open(killed)) {
      assertThat(payloads(recorder, RecordKind.GAP)).isEmpty();
    }
  }

  @Test
  void aSnapshotTwiceInOneBodyIsRecordedOnce() throws IOException {
    try (Recorder recorder = open()) {
      String line = TestSnapshots.line("BTC", 1, T0, "1");
      assertThat(take(recorder, line + "\n" + line, BodyFormat.LINES).counts())
          .isEqualTo(new Counts(1, 0, 0, 1, 0));
      assertThat(payloads(recorder, RecordKind.SNAPSHOT)).containsExactly(line);
    }
  }

  @Test
  void whatIsShedStaysInTheLedgerAndHasARecord() throws IOException {
    Path journal = folder.resolve("journal");
    Counts counts = Counts.NONE;
    DiskLimits small = new DiskLimits(0, 64 << 10, 400 << 10, 0);
    JournalSettings settings =
        new JournalSettings(256 << 10, 86_400_000, 32 << 10, 0, 9_999, small);
    try (Recorder recorder = open(journal, settings)) {
      long shed = 0;
      for (int i = 0; shed < 3; i++) {
        shed += recorder.record(TestSnapshots.bytes("BTC", i, T0 + i, "1")).counts().shed();
      }
      counts = recorder.counts();
      assertThat(counts.shed()).isEqualTo(3);
    }
    try (Recorder recorder = open(journal)) {
      assertThat(recorder.counts()).isEqualTo(counts);
      assertThat(payloads(recorder, RecordKind.SHED))
          .singleElement()
          .asString()
          .startsWith("{\"shed\":3,");
    }
  }

  @Test
  void anArrayIsTakenElementByElementAndABrokenOneAsFarAsItGoes() throws IOException {
    try (Recorder recorder = open()) {
      String two =
          TestSnapshots.line("BTC", 1, T0, "1") + " , " + TestSnapshots.line("BTC", 2, T0, "2");
      assertThat(take(recorder, " [" + two + "] ", BodyFormat.ARRAY).counts())
          .isEqualTo(new Counts(2, 0, 0, 0, 0));
      assertThat(take(recorder, "[]", BodyFormat.ARRAY).counts()).isEqualTo(Counts.NONE);
      String broken = "[" + TestSnapshots.line("BTC", 3, T0, "1") + " x";
      assertThat(take(recorder, broken, BodyFormat.ARRAY).counts())
          .isEqualTo(new Counts(1, 1, 0, 0, 0));
    }
  }

  @Test
  void anInputRefusedUnreadNamesNothingOfTheOneBefore() throws IOException {
    try (Recorder recorder = open()) {
      recorder.record(TestSnapshots.bytes("BTC", 1, T0, "1"));
      recorder.refuse(new byte[0], 0, 0, new Finding("RULE", "", "reason", "", ""));
      assertThat(payloads(recorder, RecordKind.REJECTED))
          .singleElement()
          .asString()
          .contains("\"rule\":\"RULE\"")
          .doesNotContain("session_id", "run_id", "symbol");
    }
  }

  @Test
  void aLongSilenceBecomesAGapRecord() throws IOException {
    try (Recorder recorder = open()) {
      recorder.record(TestSnapshots.bytes("BTC", 1, T0, "1"));
      recorder.record(TestSnapshots.bytes("BTC", 2, T0 + 400_000, "1"));
      assertThat(payloads(recorder, RecordKind.GAP))
          .singleElement()
          .asString()
          .contains("\"severity\":\"CRITICAL\"", "\"seconds\":400.0");
      assertThat(recorder.standing().flaggedDays()).containsExactly("2026-01-11");
    }
  }

  private Recorder open() throws IOException {
    return open(folder.resolve("journal"));
  }

  private static Recorder open(Path journal) throws IOException {
    return open(journal, JournalSettings.standard().withSegmentBytes(4 << 20));
  }

  private static Recorder open(Path journal, JournalSettings settings) throws IOException {
    RecorderSettings standard = RecorderSettings.in(journal);
    return Recorder.open(
        new RecorderSettings(
            journal, settings, standard.pipeline(), standard.guard(), standard.maxSnapshotBytes()),
        failure -> {
          throw new AssertionError(failure);
        });
  }

  private static IntakeReport take(Recorder recorder, String body, BodyFormat format)
      throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    return recorder.record(bytes, 0, bytes.length, format, Ack.DURABLE);
  }

  private static List<String> payloads(Recorder recorder, RecordKind kind) throws IOException {
    recorder.journal().awaitDurable(recorder.journal().nextPosition() - 1);
    return Payloads.of(recorder.journal().reader(), ReadRange.everything().kinds(kind.bit()));
  }
}
