package qts.runtime.query;

import static org.assertj.core.api.Assertions.assertThat;
import static qts.runtime.query.Recording.T0;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qts.decision.Samples;
import qts.runtime.recorder.TestSnapshots;

class RecordSearchTest {
  @TempDir Path folder;
  private Recording recording;

  @BeforeEach
  void start() throws IOException {
    recording = new Recording(folder);
  }

  @AfterEach
  void stop() throws IOException {
    recording.close();
  }

  @Test
  void everythingIsShownInTheOrderOfRecordingAndInReverse() throws IOException {
    recording.send(line("BTC", 1, 0), "no json", line("ETH", 2, 5), line(Recording.DENIED, 3, 6));

    assertThat(recording.query().records())
        .containsExactly("lifecycle", "run-1", "rejected", "run-2", "blocked");
    assertThat(recording.query("order", "desc").records())
        .containsExactly("blocked", "run-2", "rejected", "run-1", "lifecycle");
  }

  @Test
  void theBeginOfATimeRangeBelongsToItAndTheEndDoesNot() throws IOException {
    for (int i = 0; i < 5; i++) {
      recording.send(line("BTC", i, 10L * i));
    }

    assertThat(
            recording
                .query("from", "2026-01-11T00:03:12.427Z", "to", String.valueOf(T0 + 30))
                .records())
        .containsExactly("run-1", "run-2");
    assertThat(recording.query("from", "2026-01-11T09:03:12.4461 09:00").records())
        .containsExactly("run-3", "run-4");
  }

  @Test
  void aSymbolAndASessionSelectSnapshotsAndTheEvidenceThatNamesThem() throws IOException {
    recording.send(
        line("BTC", 1, 0),
        line("ETH", 2, 0),
        line("BTC", 3, 0).replace("\"price\":1", "\"price\":-1"),
        line("BTC", 4, 0).replace("session_t", "other"),
        line("B\\u0054C", 5, 0),
        line("BTC", 6, 0).replace("market\",\"stage", "nobody\",\"stage"),
        "[]");

    assertThat(recording.query("symbol", "BTC").records())
        .containsExactly("run-1", "rejected", "run-4", "run-5", "rejected");
    assertThat(recording.query("symbol", "BTC", "session", "other").records())
        .containsExactly("run-4");
    assertThat(recording.query("session", "session_t", "kind", "rejected").records())
        .containsExactly("rejected", "rejected");
    assertThat(recording.query("session", "unknown").records()).isEmpty();
    assertThat(recording.query("symbol", "XRP").records()).isEmpty();
  }

  @Test
  void kindsAndOutcomesSelectEachAndBoth() throws IOException {
    recording.send(line("BTC", 1, 0), "x", line(Recording.DENIED, 2, 0));
    recording.takeOver(Samples.lines("pattern_records.jsonl").getFirst());

    assertThat(recording.query("outcome", "recorded").records())
        .containsExactly("run-1", "d479cb6e4c6244299fb8486537245984");
    assertThat(recording.query("kind", "snapshot,blocked").records())
        .containsExactly("run-1", "blocked");
    assertThat(recording.query("kind", "lifecycle", "kind", "rejected").records())
        .containsExactly("lifecycle", "rejected");
    assertThat(recording.query("kind", "snapshot,rejected", "outcome", "rejected").records())
        .containsExactly("rejected");
    assertThat(recording.query("outcome", "shed").records()).isEmpty();
  }

  @Test
  void aTagSelectsWhatCarriesIt() throws IOException {
    recording.send(
        line("BTC", 1, 0),
        line("BTC", 2, 1).replace("\"volume\":3", "\"volume\":0"),
        line("BTC", 3, 2).replace("\"price\":1", "\"price\":1.4"),
        line("BTC", 4, 3).replace("\"price\":1", "\"price\":-2"),
        line("BTC", 5, 4).replace("\"price\":1", "\"price\":\"n/a\""),
        line("BTC", 6, 15_000));
    recording.takeOver(Samples.lines("pattern_records.jsonl").getFirst());

    assertThat(tagged("ZERO_VOLUME")).containsExactly("run-2");
    assertThat(tagged("PRICE_JUMP")).containsExactly("run-3");
    assertThat(tagged("PRICE_NOT_POSITIVE")).containsExactly("rejected");
    assertThat(tagged("PRICE_NOT_NUMERIC"))
        .containsExactly("run-5", "d479cb6e4c6244299fb8486537245984");
    assertThat(tagged("GAP_MINOR")).containsExactly("run-6");
    assertThat(tagged("GAP_MAJOR")).isEmpty();
    assertThat(tagged("EMPTY_INPUTS")).isEmpty();
  }

  private List<String> tagged(String tag) throws IOException {
    return recording.query("tag", tag).records();
  }

  @Test
  void aRunIdIsFoundThroughTheIndexAndAmongRefusedInputsWhenTheseAreNamed() throws IOException {
    recording.send(line("BTC", 1, 0), line("BTC", 2, 0).replace("run-2", "run\\u002d2"));
    recording.send(line("BTC", 1, 7), line("BTC", 3, 0));

    assertThat(recording.query("run_id", "run-1").records()).containsExactly("run-1");
    assertThat(recording.query("run_id", "run-2").records()).containsExactly("run-2");
    assertThat(recording.query("run_id", "run-1", "to", String.valueOf(T0)).records()).isEmpty();
    assertThat(recording.query("run_id", "run-1", "outcome", "recorded,rejected").records())
        .containsExactly("run-1", "rejected");
    assertThat(recording.query("run_id", "run-9").records()).isEmpty();
  }

  @Test
  void pagesJoinToTheWholeAlthoughRecordsArriveBetweenThem() throws IOException {
    for (int i = 0; i < 25; i++) {
      recording.send(line(i % 5 == 0 ? "ETH" : "BTC", i, i));
    }
    List<String> all = IntStream.range(0, 25).mapToObj(i -> "run-" + i).toList();

    assertThat(recording.pages("kind", "snapshot", "limit", "10"))
        .containsExactly(all.subList(0, 10), all.subList(10, 20), all.subList(20, 25));
    assertThat(recording.pages("kind", "snapshot", "limit", "5", "order", "desc", "symbol", "ETH"))
        .containsExactly(List.of("run-20", "run-15", "run-10", "run-5", "run-0"));
    assertThat(recording.pages("limit", "1", "symbol", "XRP")).containsExactly(List.of());
  }

  @Test
  void aPageGoesOnWhereItEndedWhateverWasRecordedSince() throws IOException {
    recording.send(line("BTC", 1, 1), line("BTC", 2, 2), line("BTC", 3, 3));
    Recording.Found newest = recording.query("kind", "snapshot", "limit", "2", "order", "desc");
    Recording.Found oldest = recording.query("kind", "snapshot", "limit", "2");
    recording.send(line("BTC", 4, 4));

    assertThat(newest.records()).containsExactly("run-3", "run-2");
    assertThat(after(newest, "order", "desc")).containsExactly("run-1");
    assertThat(after(oldest, "order", "asc")).containsExactly("run-3", "run-4");
  }

  private List<String> after(Recording.Found page, String... more) throws IOException {
    List<String> parameters = new ArrayList<>(List.of("kind", "snapshot", "limit", "2"));
    parameters.addAll(List.of(more));
    parameters.addAll(List.of("cursor", page.answer().next().orElseThrow().text()));
    return recording.query(parameters.toArray(String[]::new)).records();
  }

  @Test
  void manySegmentsAreSearchedAsOne() throws IOException {
    for (int batch = 0; batch < 40; batch++) {
      int first = 500 * batch;
      recording.send(
          IntStream.range(first, first + 500)
              .mapToObj(i -> line("S" + i % 300, i, i).replace("run-", noise(i)))
              .toArray(String[]::new));
    }

    assertThat(folder.toFile().list((dir, name) -> name.endsWith(".qtsj"))).hasSizeGreaterThan(1);
    assertThat(recording.query("limit", "all").records()).hasSize(20_001);
    assertThat(recording.query("symbol", "S7", "limit", "all").records()).hasSize(67);
    assertThat(recording.query("run_id", noise(0) + "0").records()).hasSize(1);
    assertThat(recording.query("run_id", noise(19_999) + "19999").records()).hasSize(1);
    assertThat(
            recording
                .query("from", String.valueOf(T0 + 100), "to", String.valueOf(T0 + 110))
                .records())
        .hasSize(10);
  }

  private static String noise(int seed) {
    return Long.toHexString(new java.util.Random(seed).nextLong());
  }

  private static String line(String symbol, int number, long millis) {
    return TestSnapshots.line(symbol, number, T0 + millis, "1");
  }
}
