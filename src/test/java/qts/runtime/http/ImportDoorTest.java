package qts.runtime.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qts.decision.Samples;
import qts.journal.RecordKind;

class ImportDoorTest {
  private static final String LINES = "application/x-ndjson";

  @TempDir Path folder;
  private RecordingServer server;

  @BeforeEach
  void start() throws IOException {
    server =
        RecordingServer.start(
            folder, recorder -> new ImportDoor(() -> recorder, new BodyMemory(8 << 20), 4 << 20));
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @Test
  void recordsOfThePythonOriginalAreTakenOverAsTheyAreAndOnce() throws IOException {
    List<String> samples = Samples.lines("pattern_records.jsonl");
    HttpResponse<String> first = post(LINES, String.join("\n", samples));
    HttpResponse<String> again = post(LINES, String.join("\n", samples));

    assertThat(first.body()).startsWith("{\"received\":600,\"recorded\":600,\"rejected\":0,");
    assertThat(again.body())
        .startsWith("{\"received\":600,\"recorded\":0,")
        .contains(":600,\"shed");
    assertThat(server.payloads(RecordKind.PATTERN)).isEqualTo(samples);
  }

  @Test
  void aLineThatIsNoPatternRecordIsNamedAndCostsNoNeighbour() throws IOException {
    String good = Samples.lines("pattern_records.jsonl").getFirst();
    HttpResponse<String> answer = post(LINES, "{}\n" + good);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .startsWith("{\"received\":2,\"recorded\":1,\"rejected\":1,")
        .contains("\"line\":1", "FIELD_MISSING");
  }

  @Test
  void onlyLinesAreTaken() throws IOException {
    HttpResponse<String> answer = post("application/json", "{}");

    assertThat(answer.statusCode()).isEqualTo(415);
    assertThat(answer.body()).contains("BODY_MEDIA_TYPE", "\"limit\":\"application/x-ndjson\"");
  }

  private HttpResponse<String> post(String type, String body) throws IOException {
    return server.post("/v1/records", type, body.getBytes(UTF_8));
  }
}
