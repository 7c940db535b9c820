package qts.runtime.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qts.decision.Samples;
import qts.runtime.recorder.TestSnapshots;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AnswerWriterTest {
  private static final JsonMapper JSON = new JsonMapper();

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
  void aRecordIsALineThatEndsWithWhatItHolds() throws IOException {
    String snapshot = TestSnapshots.line("BTC", 1, Recording.T0, "71000.10");
    recording.setClock(83);
    recording.send(snapshot.replace(",", ",\r "));
    String imported = Samples.lines("pattern_records.jsonl").getFirst();
    recording.takeOver("  " + imported);
    recording.send("x");
    List<String> lines = lines("outcome", "recorded");

    assertThat(lines.get(0))
        .startsWith(
            """
            {"position":1,"kind":"snapshot","outcome":"recorded",\
            "received_at":"2026-01-11T09:03:12.500+09:00","received_ms":1768089792500,\
            "event_at":"2026-01-11T09:03:12.417+09:00","event_ms":1768089792417,\
            "source":"market","session_id":"session_t","sequence":1,\
            "record":{"snapshot":%s,"regime_tags":{}\
            """
                .formatted(snapshot.replace(",", ",  ")))
        .endsWith("\"hints\":[\"HAS_PRICE\",\"HAS_VOLUME\"]}}}}");
    assertThat(lines.get(1))
        .startsWith("{\"position\":2,\"kind\":\"pattern\",\"outcome\":\"recorded\",")
        .contains("\"source\":\"broker\",\"session_id\":\"session_007\",\"sequence\":1,")
        .endsWith(",\"record\":  " + imported + "}");
    assertThat(lines("kind", "rejected").getFirst())
        .contains("\"outcome\":\"rejected\"", "\"source\":\"unknown\"", "\"record\":{\"rule\":\"J");
    assertThat(lines("kind", "lifecycle").getFirst())
        .contains("\"outcome\":null", "\"record\":{\"event\":\"start\"");
  }

  private List<String> lines(String... parameters) throws IOException {
    return recording.written(AnswerWriter.Form.LINES, parameters).lines().toList();
  }

  @Test
  void theCompletenessIsTheLastLine() throws IOException {
    recording.send(TestSnapshots.line("BTC", 1, Recording.T0, "1"), "x");

    assertThat(lines("kind", "snapshot"))
        .hasSize(2)
        .last()
        .isEqualTo(
            """
            {"completeness":{"records":1,"first_position":0,"last_position":2,"live_edge":true,\
            "rejected":1,"blocked":0,"shed":0,"gaps":0,"gap_records":[],"lost":0,\
            "lost_records":[]},"next_cursor":null}\
            """);
    assertThat(lines("symbol", "ETH")).hasSize(1);
  }

  @Test
  void aPageIsOneDocument() throws IOException {
    recording.setClock(400_000);
    recording.send(
        TestSnapshots.line("BTC", 1, Recording.T0, "1"),
        TestSnapshots.line("BTC", 2, Recording.T0 + 400_000, "1"));
    JsonNode page = JSON.readTree(recording.written(AnswerWriter.Form.PAGE, "limit", "2"));
    JsonNode none = JSON.readTree(recording.written(AnswerWriter.Form.PAGE, "symbol", "ETH"));
    JsonNode all = JSON.readTree(recording.written(AnswerWriter.Form.PAGE));

    assertThat(page.path("records").valueStream().map(r -> r.path("kind").asString()).toList())
        .containsExactly("lifecycle", "snapshot");
    assertThat(page.path("next_cursor").asString()).hasSize(16);
    assertThat(none.toString())
        .startsWith("{\"records\":[],\"completeness\":{\"records\":0,")
        .endsWith("\"next_cursor\":null}");
    assertThat(all.path("completeness").path("gap_records").path(0).path("record").path("severity"))
        .hasToString("\"CRITICAL\"");
    assertThat(all.path("records")).hasSize(4);
  }
}
