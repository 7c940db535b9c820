package qts.runtime.recorder;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import qts.journal.Damage;
import qts.journal.Group;
import qts.journal.JournalReader;
import qts.journal.JournalSettings;
import qts.journal.KeyFilter;
import qts.journal.ReadRange;
import qts.journal.RecordKind;
import qts.journal.RecordVisitor;
import qts.verify.Copies;

class DecisionRecordingTest {
  private static final String JUDGMENT = TestDecisions.judgment("d-1", "BUY");
  private static final String BLOCK = TestDecisions.block("d-1", "MAX_POSITION");
  private static final String NON_EXECUTION = TestDecisions.nonExecution("d-1", "market closed");
  private static final RecordKind[] KINDS = {
    RecordKind.JUDGMENT, RecordKind.BLOCK, RecordKind.NON_EXECUTION
  };

  @TempDir Path temporary;
  private Path folder = Path.of("");

  @BeforeEach
  void chooseFolder() throws IOException {
    folder = Files.createDirectory(temporary.resolve("live"));
  }

  @Test
  void decisionsAreKeptByteForByteInTheStreamOfTheirStrategy() throws IOException {
    String spaced = " " + JUDGMENT.replace(",", " , ");
    try (Recorder recorder = open()) {
      IntakeReport report = take(recorder, spaced + "\n" + BLOCK + "\n\n" + NON_EXECUTION);
      assertThat(report).isEqualTo(report(new Counts(3, 0, 0, 0, 0), 1, 3));
      assertThat(records(recorder, ReadRange.everything().kinds(bits(KINDS))))
          .containsExactly(
              "JUDGMENT strategy@momentum 1 1768089792417 " + spaced,
              "BLOCK strategy@momentum 2 1768089792500 " + BLOCK,
              "NON_EXECUTION strategy@momentum 3 1768089792600 " + NON_EXECUTION);
    }
  }

  @Test
  void decisionsAreFoundByTheirSymbolAndStrategy() throws IOException {
    try (Recorder recorder = open()) {
      take(recorder, JUDGMENT);
      ReadRange all = ReadRange.everything().kinds(bits(KINDS));
      List<Integer> found =
          List.of(
              records(recorder, all.keys(KeyFilter.hash("BTC"), 0)).size(),
              records(recorder, all.keys(0, KeyFilter.hash("momentum"))).size());
      assertThat(found).isEqualTo(List.of(1, 1));
    }
  }

  @Test
  void aDecisionWithoutStrategyTimeAndSymbolIsRecordedAllTheSame() throws IOException {
    try (Recorder recorder = open()) {
      String bare = "{\"kind\":\"block\",\"blocked_by\":\"KS\"}";
      long before = System.currentTimeMillis();
      take(recorder, bare);
      assertThat(records(recorder, ReadRange.everything().kinds(RecordKind.BLOCK.bit())))
          .singleElement()
          .satisfies(record -> {
            String[] parts = record.split(" ", 5);
            assertThat(List.of(parts[1], parts[4])).isEqualTo(List.of("strategy@unknown", bare));
            assertThat(Long.parseLong(parts[3])).isGreaterThanOrEqualTo(before);
          });
    }
  }

  @Test
  void theSameDecisionAgainIsADuplicateAlsoAfterARestart() throws IOException {
    String all = JUDGMENT + "\n" + BLOCK + "\n" + NON_EXECUTION;
    try (Recorder recorder = open()) {
      take(recorder, all);
      assertThat(take(recorder, JUDGMENT)).isEqualTo(report(new Counts(0, 0, 0, 1, 0), -1, 1));
    }
    try (Recorder recorder = open()) {
      assertThat(take(recorder, all)).isEqualTo(report(new Counts(0, 0, 0, 3, 0), -1, 3));
      assertThat(recorder.counts()).isEqualTo(new Counts(3, 0, 0, 4, 0));
    }
  }

  @Test
  void anotherJudgmentUnderAKnownIdIsRejected() throws IOException {
    try (Recorder recorder = open()) {
      take(recorder, JUDGMENT);
    }
    try (Recorder recorder = open()) {
      String other = TestDecisions.judgment("d-1", "SELL");
      IntakeReport report = take(recorder, other);
      assertThat(report.counts()).isEqualTo(new Counts(0, 1, 0, 0, 0));
      assertThat(report.refusals().getFirst().finding().rule()).isEqualTo("DECISION_ID_REUSED");
      assertThat(records(recorder, ReadRange.everything().kinds(RecordKind.REJECTED.bit())))
          .singleElement()
          .asString()
          .contains("\"session_id\":\"momentum\"", "\"decision_id\":\"d-1\"", "\"symbol\":\"BTC\"");
    }
  }

  @Test
  void oneJudgmentMayHaveSeveralBlocks() throws IOException {
    try (Recorder recorder = open()) {
      String other = TestDecisions.block("d-1", "STALE_FEED");
      assertThat(take(recorder, JUDGMENT + "\n" + BLOCK + "\n" + other).counts())
          .isEqualTo(new Counts(3, 0, 0, 0, 0));
    }
  }

  @Test
  void aSnapshotAndAJudgmentMayHaveTheSameId() throws IOException {
    try (Recorder recorder = open()) {
      byte[] snapshot = TestSnapshots.bytes("BTC", 1, 1_768_089_792_417L, "1");
      recorder.record(snapshot);
      take(recorder, TestDecisions.judgment("run-1", "BUY"));
      recorder.record(snapshot);
      assertThat(recorder.counts()).isEqualTo(new Counts(2, 0, 0, 1, 0));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          price=1                                        | JSON_SYNTAX
          17                                             | FIELD_TYPE
          {}                                             | FIELD_MISSING
          {"kind":"order"}                               | FIELD_VALUE
          {"kind":"judgment","decision_id":"d"}          | FIELD_MISSING
          {"kind":"block","blocked_by":"A","blocked_by":"B"} | JSON_DUPLICATE_KEY
          {"kind":"block","blocked_by":"A","created_at":"+99999-01-01T00:00:00Z"} | FIELD_VALUE
          {"kind":"block","blocked_by":"A","created_at":"yesterday"} | FIELD_VALUE
          """)
  void whatIsNoDecisionIsRejectedWithItsRuleAndKept(String input, String rule) throws IOException {
    try (Recorder recorder = open()) {
      IntakeReport report = take(recorder, input);
      assertThat(report.counts()).isEqualTo(new Counts(0, 1, 0, 0, 0));
      assertThat(report.refusals().getFirst().finding().rule()).isEqualTo(rule);
      assertThat(records(recorder, ReadRange.everything().kinds(RecordKind.REJECTED.bit())))
          .singleElement()
          .asString()
          .contains("\"rule\":\"" + rule + "\"", "\"input_bytes\":" + input.length());
    }
  }

  @Test
  void otherEncodingsThanUtf8AreRejected() throws IOException {
    try (Recorder recorder = open()) {
      byte[] bytes = BLOCK.getBytes(UTF_16);
      IntakeReport report =
          recorder.recordDecisions(bytes, 0, bytes.length, BodyFormat.DOCUMENT, Ack.DURABLE);
      assertThat(report.refusals().getFirst().finding().rule()).isEqualTo("JSON_UTF8");
    }
  }

  @Test
  void aBatchIsTakenInOrderAndABrokenArrayCostsNoNeighbour() throws IOException {
    try (Recorder recorder = open()) {
      String elements =
          IntStream.range(0, 200)
              .mapToObj(i -> TestDecisions.judgment("d-" + i, "BUY"))
              .collect(Collectors.joining(","));
      byte[] body = ("[" + elements + ",").getBytes(UTF_8);
      IntakeReport report =
          recorder.recordDecisions(body, 0, body.length, BodyFormat.ARRAY, Ack.DURABLE);
      assertThat(report.counts()).isEqualTo(new Counts(200, 1, 0, 0, 0));
      assertThat(report.lastPosition()).isEqualTo(201);
    }
  }

  /** What is on the disk while the recorder runs is what a killed process leaves behind. */
  @Test
  void whatWasAcknowledgedBeforeAKillIsThereAndCounted() throws IOException {
    Path left = folder.resolveSibling(folder.getFileName() + "-left");
    String all = JUDGMENT + "\n" + BLOCK + "\n" + NON_EXECUTION;
    try (Recorder recorder = open(folder)) {
      take(recorder, all);
      Copies.copy(folder, left);
    }
    try (Recorder recorder = open(left)) {
      assertThat(take(recorder, all).counts()).isEqualTo(new Counts(0, 0, 0, 3, 0));
      assertThat(records(recorder, ReadRange.everything().kinds(bits(KINDS)))).hasSize(3);
      assertThat(recorder.standing().streams())
          .containsExactly(
              new Standing.Stream(
                  new StreamName("strategy", "momentum"), new Counts(3, 0, 0, 3, 0), 3));
    }
  }

  private static IntakeReport report(Counts counts, long first, long last) {
    return new IntakeReport(counts, first, last, List.of(), true, 0);
  }

  private static IntakeReport take(Recorder recorder, String lines) throws IOException {
    byte[] body = lines.getBytes(UTF_8);
    return recorder.recordDecisions(body, 0, body.length, BodyFormat.LINES, Ack.DURABLE);
  }

  private static int bits(RecordKind... kinds) {
    int bits = 0;
    for (RecordKind kind : kinds) {
      bits |= kind.bit();
    }
    return bits;
  }

  private static List<String> records(Recorder recorder, ReadRange range) throws IOException {
    List<String> found = new ArrayList<>();
    try (JournalReader reader = recorder.journal().reader()) {
      reader.forward(
          range,
          new RecordVisitor() {
            @Override
            public boolean onRecord(Group group, int i) {
              found.add(
                  "%s %s %d %d %s"
                      .formatted(
                          group.kind(i),
                          group.stream(i),
                          group.sequence(i),
                          group.eventMillis(i),
                          new String(group.payload(i), UTF_8)));
              return true;
            }

            @Override
            public void onDamage(Damage damage) {
              throw new AssertionError(damage);
            }
          });
    }
    return found;
  }

  private Recorder open() throws IOException {
    return open(folder);
  }

  private static Recorder open(Path folder) throws IOException {
    RecorderSettings standard = RecorderSettings.in(folder);
    return Recorder.open(
        new RecorderSettings(
            folder,
            JournalSettings.standard().withSegmentBytes(16 << 20),
            standard.pipeline(),
            standard.guard(),
            standard.maxSnapshotBytes()),
        failure -> {
          throw new AssertionError(failure);
        });
  }
}
