package qts.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qts.runtime.cli.FakeShell.Result;
import qts.runtime.recorder.Recorder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code journal cat} shows of a journal of two segments. */
class JournalCatCommandTest {
  private static final String FIRST = "segment-0000000001.qtsj";

  @TempDir Path folder;
  private JournalFixture journal;

  @BeforeEach
  void twoSegments() throws IOException {
    journal = new JournalFixture(folder).fill(2);
  }

  @Test
  void everyRecordIsShownOnceAndInOrder() {
    Result person = cat();
    List<JsonNode> all = json(cat("--json"));

    assertThat(person.status()).isZero();
    assertThat(person.err()).isEmpty();
    assertThat(positions(all)).isEqualTo(LongStream.range(0, all.size()).boxed().toList());
    assertThat(person.out().lines().map(line -> Long.valueOf(line.substring(0, 12).strip())))
        .isEqualTo(positions(all));
    assertThat(person.out().lines().toList().get(1))
        .matches(" +1  2\\S+Z  snapshot +\\S+@\\S+ +\\{\"meta\":\\{.*…");
  }

  @Test
  void jsonHasAllThatIsStored() {
    JsonNode record = json(cat("--json", "--from", "1", "--to", "1")).getFirst();

    assertThat(record.propertyNames())
        .containsExactly(
            "position",
            "kind",
            "event_ms",
            "receive_ms",
            "monotonic_ns",
            "stream",
            "sequence",
            "notes_base64",
            "payload",
            "checksum");
    assertThat(record.at("/payload/meta/run_id").asString()).isEqualTo("run-0");
    assertThat(record.path("event_ms").asLong()).isEqualTo(JournalFixture.T0);
    assertThat(record.path("checksum").asString()).matches("[0-9a-f]{8}");
  }

  @Test
  void thePayloadIsWhatCameIn() {
    assertThat(cat("--payload", "--run-id", "run-3").out())
        .isEqualTo(new String(JournalFixture.snapshot(3), StandardCharsets.UTF_8) + "\n");
  }

  @Test
  void recordsAreSelected() {
    assertThat(cat("--symbol", "ETH").out().lines()).hasSize(1);
    assertThat(cat("--session", "no-such-session").out()).isEmpty();
    assertThat(positions(json(cat("--json", "--from", "3", "--limit", "2"))))
        .containsExactly(3L, 4L);
    assertThat(
            json(cat("--json", "--kind", "ledger", "--kind", "lifecycle")).stream()
                .map(record -> record.path("kind").asString())
                .distinct())
        .containsExactlyInAnyOrder("ledger", "lifecycle");
    assertThat(
            positions(
                json(
                    cat(
                        "--json",
                        "--kind",
                        "snapshot",
                        "--since",
                        "" + (JournalFixture.T0 + 2),
                        "--until",
                        "" + (JournalFixture.T0 + 4)))))
        .containsExactly(3L, 4L);
  }

  @Test
  void damageIsNamedAndTheRestIsShown() throws IOException {
    journal.damageGroup(FIRST, 2);
    Result hurt = cat("--json");
    Result around = cat("--json", "--to", "1");

    assertThat(hurt.status()).isEqualTo(1);
    assertThat(hurt.err())
        .startsWith("observer: " + FIRST + ", byte ")
        .endsWith("; positions 2 to 2 can't be read\n");
    assertThat(positions(json(hurt))).contains(1L, 3L).doesNotContain(2L);
    assertThat(around.status()).isZero();
    assertThat(cat("--frames").err()).isNotEmpty();
  }

  @Test
  void groupsAreShownByTheirHeaders() {
    List<JsonNode> frames = json(cat("--frames", "--json"));
    List<JsonNode> some = json(cat("--frames", "--json", "--from", "2", "--to", "3"));

    assertThat(frames.getFirst().path("offset").asInt()).isEqualTo(4096);
    assertThat(frames.stream().map(frame -> frame.path("type").asString()))
        .containsOnlyOnce("seal");
    assertThat(frames.stream().mapToLong(frame -> frame.path("records").asLong()).sum())
        .isEqualTo(json(cat("--json")).size());
    assertThat(some.stream().map(frame -> frame.path("first_position").asLong()))
        .containsExactly(2L, 3L);
    assertThat(cat("--frames").out().lines()).hasSize(frames.size());
  }

  @Test
  void itWorksBesideARecorder() throws IOException {
    try (Recorder recorder = journal.open()) {
      recorder.record(JournalFixture.snapshot(5_000));
      assertThat(cat("--run-id", "run-5000").out().lines()).hasSize(1);
    }
  }

  @Test
  void wrongUsageAndAMissingJournalAreToldApartFromDamage() {
    Stream.of(
            List.of("--from", "5", "--to", "4"),
            List.of("--limit", "0"),
            List.of("--since", "yesterday"),
            List.of("--kind", "trade"),
            List.of("--json", "--payload"),
            List.of("--frames", "--payload"),
            List.of("--frames", "--symbol", "BTC"))
        .forEach(wrong ->
            assertThat(cat(wrong.toArray(String[]::new)).status())
                .as("%s", wrong)
                .isEqualTo(ExitCode.USAGE));
    Result nothing =
        new FakeShell(folder).run("journal", "cat", "--data-dir", folder + "/elsewhere");

    assertThat(cat("--since", "yesterday").err()).contains("--since: ");
    assertThat(nothing.status()).isEqualTo(ExitCode.UNKNOWN);
    assertThat(nothing.err()).contains("There is no journal in");
  }

  private static List<Long> positions(List<JsonNode> records) {
    return records.stream().map(record -> record.path("position").asLong()).toList();
  }

  private static List<JsonNode> json(Result result) {
    return result.out().lines().map(JsonMapper.shared()::readTree).toList();
  }

  private Result cat(String... arguments) {
    return new FakeShell(folder)
        .run(
            Stream.concat(
                    Stream.of("journal", "cat", "--data-dir", folder.toString()),
                    Stream.of(arguments))
                .toArray(String[]::new));
  }
}
