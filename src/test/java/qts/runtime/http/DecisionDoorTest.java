package qts.runtime.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import qts.journal.RecordKind;
import qts.runtime.recorder.Recorder;
import qts.runtime.recorder.TestDecisions;
import tools.jackson.databind.JsonNode;

class DecisionDoorTest {
  private static final String JUDGMENT = TestDecisions.judgment("d-1", "BUY");
  private static final String BLOCK = TestDecisions.block("d-1", "MAX_POSITION");
  private static final String NON_EXECUTION = TestDecisions.nonExecution("d-1", "market closed");

  @TempDir Path folder;

  @Test
  void aDecisionIsAnsweredOnceItIsDurable() throws IOException {
    try (RecordingServer server = start()) {
      HttpResponse<String> answer = post(server, "application/json", JUDGMENT);
      assertThat(answer.body())
          .isEqualTo(
              """
              {"received":1,"recorded":1,"rejected":0,"blocked":0,"duplicate":0,"shed":0,\
              "first_position":1,"last_position":1,"durable":true,"duplicates_known_from":0,"refusals":[],\
              "unlisted_refusals":0}\
              """);
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(server.payloads(RecordKind.JUDGMENT)).containsExactly(JUDGMENT);
    }
  }

  @Test
  void decisionsComeAsLinesAsAnArrayAndPacked() throws IOException {
    try (RecordingServer server = start()) {
      post(server, "application/x-ndjson", JUDGMENT + "\nnot json\n" + BLOCK);
      post(server, "application/json", " [ " + JUDGMENT + " , " + NON_EXECUTION + "]");
      String packed = TestDecisions.judgment("d-2", "HOLD");
      server.post("/v1/decisions", "application/json", gzip(packed), "Content-Encoding", "gzip");
      assertThat(
              List.of(
                  server.payloads(RecordKind.JUDGMENT),
                  server.payloads(RecordKind.BLOCK),
                  server.payloads(RecordKind.NON_EXECUTION),
                  server.recorder().counts().toString()))
          .isEqualTo(
              List.of(
                  List.of(JUDGMENT, packed),
                  List.of(BLOCK),
                  List.of(NON_EXECUTION),
                  "Counts[recorded=4, rejected=1, blocked=0, duplicate=1, shed=0]"));
    }
  }

  @Test
  void theSameJudgmentAgainIsADuplicateAndAnotherUnderItsIdAConflict() throws IOException {
    try (RecordingServer server = start()) {
      post(server, "application/json", JUDGMENT);
      HttpResponse<String> again = post(server, "application/json", JUDGMENT);
      assertThat(again.statusCode()).isEqualTo(200);
      assertThat(again.body()).contains("\"duplicate\":1", "\"last_position\":1");
      HttpResponse<String> other =
          post(server, "application/json", TestDecisions.judgment("d-1", "SELL"));
      assertThat(other.statusCode()).isEqualTo(409);
      assertThat(other.body())
          .contains("problem:decision-id-reused", "\"rule\":\"DECISION_ID_REUSED\"");
    }
  }

  @Test
  void aSenderMayAskToBeAnsweredEarlier() throws IOException {
    try (RecordingServer server = start()) {
      HttpResponse<String> answer =
          server.post("/v1/decisions?ack=received", "application/json", BLOCK.getBytes(UTF_8));
      assertThat(answer.statusCode()).isEqualTo(202);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``                              | 400 | not-json         | BODY_EMPTY
          action=BUY                      | 400 | not-json         | JSON_SYNTAX
          17                              | 422 | decision-refused | FIELD_TYPE
          {"kind":"order"}                | 422 | decision-refused | FIELD_VALUE
          {"kind":"block"}                | 422 | decision-refused | FIELD_MISSING
          """)
  void aRefusedDecisionIsAnsweredWithItsRuleAndRecorded(
      String body, int status, String problem, String rule) throws IOException {
    try (RecordingServer server = start()) {
      HttpResponse<String> answer = post(server, "application/json", body);
      JsonNode json = TestServer.json(answer);
      assertThat(
              List.of(
                  answer.statusCode(),
                  json.path("type").asString(""),
                  json.path("rule").asString(""),
                  json.path("position").asLong()))
          .isEqualTo(List.of(status, "urn:qts-observer:problem:" + problem, rule, 1L));
      assertThat(json.path("detail").asString()).endsWith(".").doesNotEndWith("..");
      assertThat(server.payloads(RecordKind.REJECTED)).hasSize(1);
    }
  }

  @Test
  void aDecisionBeyondTheLimitIsRefused() throws IOException {
    try (RecordingServer server = start()) {
      String large = BLOCK.replace("MAX_POSITION", "M".repeat(1 << 20));
      assertThat(post(server, "application/json", large).statusCode()).isEqualTo(413);
      assertThat(server.server().bugs()).isEmpty();
    }
  }

  @Test
  void decisionsAreReadBackByKindSymbolAndStrategy() throws IOException {
    try (ReadingThreads threads = new ReadingThreads("test", 1, 100);
        RecordingServer server =
            RecordingServer.start(
                folder,
                DecisionDoorTest::door,
                recorder ->
                    new RecordRoutes(() -> recorder, threads, () -> RecordRoutesTest.PRODUCER))) {
      post(server, "application/x-ndjson", JUDGMENT + "\n" + BLOCK + "\n" + NON_EXECUTION);
      String asked = "/v1/records?symbol=BTC&session=momentum&kind=";
      List<List<String>> found = new ArrayList<>();
      for (String kind : List.of("judgment", "block", "non_execution")) {
        for (JsonNode record : TestServer.json(server.server().get(asked + kind)).path("records")) {
          found.add(
              List.of(
                  record.path("kind").asString(""),
                  record.path("outcome").asString(""),
                  record.path("source").asString(""),
                  record.path("record").toString()));
        }
      }
      assertThat(found)
          .containsExactly(
              List.of("judgment", "recorded", "strategy", JUDGMENT),
              List.of("block", "recorded", "strategy", BLOCK),
              List.of("non_execution", "recorded", "strategy", NON_EXECUTION));
      assertThat(server.server().get("/v1/records?symbol=ETH&kind=judgment").body())
          .contains("\"completeness\":{\"records\":0,");
    }
  }

  private RecordingServer start() throws IOException {
    return RecordingServer.start(folder, DecisionDoorTest::door);
  }

  private static Routes door(Recorder recorder) {
    return new DecisionDoor(
        () -> recorder, new BodyMemory(8 << 20), RecordingServer.MAX_BODY_BYTES);
  }

  private static HttpResponse<String> post(RecordingServer server, String type, String body)
      throws IOException {
    return server.post("/v1/decisions", type, body.getBytes(UTF_8));
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(text.getBytes(UTF_8));
    }
    return packed.toByteArray();
  }
}
