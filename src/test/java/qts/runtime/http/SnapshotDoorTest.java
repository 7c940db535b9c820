package qts.runtime.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import qts.journal.RecordKind;
import qts.runtime.recorder.Counts;
import qts.runtime.recorder.TestSnapshots;
import tools.jackson.databind.JsonNode;

class SnapshotDoorTest {
  private static final long T0 = 1_768_089_792_417L;

  @TempDir Path folder;

  @Test
  void aSnapshotIsAnsweredOnceItIsDurable() throws IOException {
    try (RecordingServer server = RecordingServer.start(folder)) {
      String snapshot = snapshot(1);
      HttpResponse<String> answer = server.postJson(snapshot);
      assertThat(answer.body())
          .isEqualTo(
              """
              {"received":1,"recorded":1,"rejected":0,"blocked":0,"duplicate":0,"shed":0,\
              "first_position":1,"last_position":1,"durable":true,"duplicates_known_from":0,"refusals":[],\
              "unlisted_refusals":0}\
              """);
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(server.payloads(RecordKind.SNAPSHOT)).containsExactly(snapshot);
    }
  }

  @Test
  void aSenderMayAskToBeAnsweredEarlier() throws IOException {
    try (RecordingServer server = RecordingServer.start(folder)) {
      HttpResponse<String> answer =
          server.post(
              "/v1/snapshots?ack=received", "application/json", snapshot(1).getBytes(UTF_8));
      assertThat(answer.statusCode()).isEqualTo(202);
      assertThat(answer.body()).contains("\"recorded\":1", "\"durable\":false");
      HttpResponse<String> other =
          server.post("/v1/snapshots?ack=maybe", "application/json", snapshot(2).getBytes(UTF_8));
      assertThat(other.statusCode()).isEqualTo(400);
      assertThat(other.body()).contains("bad-parameter", "\"parameter\":\"ack\"");
    }
  }

  @Test
  void inABatchEveryRefusedLineIsListedAndCostsNoNeighbour() throws IOException {
    try (RecordingServer server = RecordingServer.start(folder)) {
      String body =
          String.join("\n", snapshot(1), "not json", "", snapshot(2), snapshot(1), nan(), "");
      HttpResponse<String> answer = server.postLines(body);
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body())
          .startsWith(
              """
              {"received":5,"recorded":2,"rejected":2,"blocked":0,"duplicate":1,"shed":0,\
              "first_position":1,"last_position":4,"durable":true,"duplicates_known_from":0,"refusals":[\
              {"line":2,"outcome":"rejected","position":2,"rule":"JSON_SYNTAX",\
              """)
          .contains(
              """
              {"line":6,"outcome":"rejected","position":4,"rule":"JSON_NOT_FINITE",\
              "path":"observation.inputs.price",\
              """);
      assertThat(server.payloads(RecordKind.SNAPSHOT)).containsExactly(snapshot(1), snapshot(2));
    }
  }

  @Test
  void anArrayIsABatchToo() throws IOException {
    try (RecordingServer server = RecordingServer.start(folder)) {
      assertThat(counts(server.postJson(" [" + snapshot(1) + " , " + snapshot(2) + "]")))
          .isEqualTo(new Counts(2, 0, 0, 0, 0));
      assertThat(counts(server.postJson("[]"))).isEqualTo(Counts.NONE);
      assertThat(counts(server.postJson("[" + snapshot(3) + ",")))
          .isEqualTo(new Counts(1, 1, 0, 0, 0));
    }
  }

  @Test
  void theSameSnapshotAgainIsADuplicateAndAnotherUnderItsIdAConflict() throws IOException {
    try (RecordingServer server = RecordingServer.start(folder)) {
      server.postJson(snapshot(1));
      HttpResponse<String> again = server.postJson(snapshot(1));
      assertThat(again.statusCode()).isEqualTo(200);
      assertThat(again.body())
          .contains("\"duplicate\":1", "\"first_position\":null", "\"last_position\":1");
      HttpResponse<String> other = server.postJson(snapshot(1).replace("71000.10", "71000.20"));
      assertThat(other.statusCode()).isEqualTo(409);
      assertThat(other.body())
          .contains("problem:run-id-reused", "\"rule\":\"RUN_ID_REUSED\"", "\"position\":2");
    }
  }

  static Stream<Arguments> badSnapshots() {
    String good = snapshot(1);
    return Stream.of(
        bad("nothing", "", 400, "BODY_EMPTY"),
        bad("space only", " \n ", 400, "JSON_SYNTAX"),
        bad("truncated", good.substring(0, good.length() - 1), 400, "JSON_SYNTAX"),
        bad("not JSON", "price=71000", 400, "JSON_SYNTAX"),
        bad("two documents", good + good, 400, "JSON_SYNTAX"),
        bad("not an object", "17", 422, "FIELD_TYPE"),
        bad("a text", "\"snapshot\"", 422, "FIELD_TYPE"),
        bad(
            "a key twice",
            good.replace("\"volume\":3", "\"volume\":3,\"volume\":4"),
            422,
            "JSON_DUPLICATE_KEY"),
        bad(
            "a key twice, once in escapes",
            good.replace("\"volume\":3", "\"volume\":3,\"vol\\u0075me\":4"),
            422,
            "JSON_DUPLICATE_KEY"),
        bad("65 levels", deep(good, 65), 422, "JSON_DEPTH"),
        bad("NaN", nan(), 422, "JSON_NOT_FINITE"),
        bad("-Infinity", good.replace("71000.10", "-Infinity"), 422, "JSON_NOT_FINITE"),
        bad("1e999", good.replace("71000.10", "1e999"), 422, "JSON_NOT_FINITE"),
        bad("1e-99999999", good.replace("71000.10", "1e-99999999"), 422, "JSON_NUMBER_SIZE"),
        bad(
            "half of a surrogate pair",
            good.replace("\"UPBIT\"", "\"\\ud83d\""),
            422,
            "JSON_LONE_SURROGATE"),
        bad("a price in words", good.replace("71000.10", "\"much\""), 200, ""),
        bad(
            "fraction of a millisecond",
            good.replace("\"timestamp_ms\":" + T0, "\"timestamp_ms\":" + T0 + ".5"),
            422,
            "FIELD_TYPE"),
        bad(
            "time as text",
            good.replace("\"timestamp_ms\":" + T0, "\"timestamp_ms\":\"" + T0 + "\""),
            422,
            "FIELD_TYPE"),
        bad(
            "times that disagree",
            good.replace("\"timestamp_ms\":" + T0, "\"timestamp_ms\":" + (T0 + 3_600_000)),
            422,
            "TIMESTAMP_DISAGREES"),
        bad("a time without offset", good.replace("+09:00\"", "\""), 422, "TIMESTAMP_FORMAT"),
        bad("no session", good.replace("session_id", "session_ie"), 422, "FIELD_MISSING"),
        bad("an empty run_id", good.replace("\"run-1\"", "\"\""), 422, "FIELD_EMPTY"),
        bad("an unknown source", good.replace("\"market\",", "\"moon\","), 422, "FIELD_ENUM"),
        bad("an unknown stage", good.replace("\"raw\"", "\"cooked\""), 422, "FIELD_ENUM"),
        bad(
            "inputs as a list",
            good.replace("\"computed\":{}", "\"computed\":[]"),
            422,
            "FIELD_TYPE"),
        bad(
            "a symbol of half a megabyte",
            good.replace("\"BTC\"", "\"" + "B".repeat(500_000) + "\""),
            422,
            "JSON_VALUE_TOO_LONG"),
        bad(
            "a symbol of a megabyte",
            good.replace("\"BTC\"", "\"" + "B".repeat(1 << 20) + "\""),
            413,
            "BODY_TOO_LARGE"));
  }

  private static Arguments bad(String name, String body, int status, String rule) {
    return Arguments.of(name, body, status, rule);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badSnapshots")
  void badInputIsAnsweredWithItsRuleAndRecorded(String name, String body, int status, String rule)
      throws IOException {
    try (RecordingServer server = RecordingServer.start(folder)) {
      HttpResponse<String> answer = server.postJson(body);
      JsonNode json = TestServer.json(answer);
      assertThat(List.of(answer.statusCode(), json.path("rule").asString("")))
          .isEqualTo(List.of(status, rule));
      assertThat(server.recorder().counts())
          .isEqualTo(status == 200 ? new Counts(1, 0, 0, 0, 0) : new Counts(0, 1, 0, 0, 0));
      if (status != 200) {
        assertThat(answer.headers().firstValue("Content-Type"))
            .hasValue(ProblemDocument.MEDIA_TYPE);
        assertThat(json.path("position").asLong()).isEqualTo(1);
        assertThat(server.payloads(RecordKind.REJECTED))
            .singleElement()
            .asString()
            .contains("\"rule\":\"" + rule + "\"");
      }
      assertThat(server.postJson(snapshot(2)).statusCode()).isEqualTo(200);
      assertThat(server.memory().usedBytes()).isZero();
      assertThat(server.server().bugs()).isEmpty();
    }
  }

  @Test
  void bytesThatAreNotUtf8AreNotJson() throws IOException {
    try (RecordingServer server = RecordingServer.start(folder)) {
      byte[] body = snapshot(1).getBytes(UTF_8);
      body[snapshot(1).indexOf("UPBIT")] = (byte) 0xff;
      HttpResponse<String> answer = server.post("/v1/snapshots", "application/json", body);
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body()).contains("JSON_UTF8", "context.market");
    }
  }

  @Test
  void otherTypesAndEncodingsAreNotSupported() throws IOException {
    try (RecordingServer server = RecordingServer.start(folder)) {
      byte[] body = snapshot(1).getBytes(UTF_8);
      for (String type :
          List.of("text/plain", "application/json; charset=euc-kr", "application/xml")) {
        assertUnsupported(server.post("/v1/snapshots", type, body), "Content-Type");
      }
      assertUnsupported(
          server
              .server()
              .send(
                  server.server().request("/v1/snapshots").POST(BodyPublishers.ofByteArray(body))),
          "Content-Type");
      assertUnsupported(
          server.post("/v1/snapshots", "application/json", body, "Content-Encoding", "br"),
          "Content-Encoding");
      assertThat(server.recorder().counts()).isEqualTo(new Counts(0, 5, 0, 0, 0));
      assertThat(
              server
                  .post("/v1/snapshots", "Application/JSON ; Charset=\"UTF-8\"", body)
                  .statusCode())
          .isEqualTo(200);
    }
  }

  private static void assertUnsupported(HttpResponse<String> answer, String header) {
    assertThat(answer.statusCode()).isEqualTo(415);
    assertThat(answer.body()).contains("problem:media-type", "BODY_MEDIA_TYPE", header);
  }

  @Test
  void packedBodiesAreUnpacked() throws IOException {
    try (RecordingServer server = RecordingServer.start(folder)) {
      String lines = lines(0, 1_000);
      assertThat(counts(gzipped(server, gzip(lines)))).isEqualTo(new Counts(1000, 0, 0, 0, 0));
      byte[] twoMembers = join(gzip(lines(1_000, 1_500) + "\n"), gzip(lines(1_500, 2_000)));
      assertThat(counts(gzipped(server, twoMembers))).isEqualTo(new Counts(500 * 2, 0, 0, 0, 0));
    }
  }

  @Test
  void damagedPackingIsRefused() throws IOException {
    try (RecordingServer server = RecordingServer.start(folder)) {
      byte[] good = gzip(lines(0, 10));
      byte[] damaged = good.clone();
      damaged[good.length / 2] ^= 0x10;
      byte[] wrongSum = good.clone();
      wrongSum[good.length - 8] ^= 1;
      for (byte[] bad :
          List.of(
              damaged,
              wrongSum,
              Arrays.copyOf(good, good.length - 1),
              Arrays.copyOf(good, 5),
              join(good, "garbage".getBytes(UTF_8)),
              "not packed".getBytes(UTF_8))) {
        HttpResponse<String> answer = gzipped(server, bad);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("BODY_GZIP");
      }
      assertThat(server.recorder().counts()).isEqualTo(new Counts(0, 6, 0, 0, 0));
      assertThat(server.memory().usedBytes()).isZero();
    }
  }

  @Test
  void aBombDiesEarly() throws IOException {
    try (RecordingServer server = RecordingServer.start(folder)) {
      byte[] bomb = gzip(" ".repeat(200 << 20));
      HttpResponse<String> answer = gzipped(server, bomb);
      assertThat(answer.statusCode()).isEqualTo(413);
      assertThat(answer.body()).contains("BODY_TOO_LARGE", "\"outcome\":\"rejected\"");
      assertThat(server.memory().usedBytes()).isZero();
    }
  }

  @Test
  void aBodyBeyondTheLimitIsRefusedWhetherAnnouncedOrNot() throws IOException {
    try (RecordingServer server = RecordingServer.start(folder)) {
      byte[] body = new byte[RecordingServer.MAX_BODY_BYTES + 1];
      Arrays.fill(body, (byte) ' ');
      HttpResponse<String> announced = server.post("/v1/snapshots", "application/json", body);
      HttpResponse<String> streamed =
          server
              .server()
              .send(
                  server
                      .server()
                      .request("/v1/snapshots")
                      .header("Content-Type", "application/json")
                      .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))));
      for (HttpResponse<String> answer : List.of(announced, streamed)) {
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("BODY_TOO_LARGE", "\"limit\":\"1048576\"");
      }
      assertThat(server.recorder().counts()).isEqualTo(new Counts(0, 2, 0, 0, 0));
    }
  }

  @Test
  void aSenderOfFarTooMuchHearsOfItAllTheSame() throws IOException {
    try (RecordingServer server = RecordingServer.start(folder)) {
      HttpResponse<String> answer =
          server.post("/v1/snapshots", "application/json", new byte[64 << 20]);
      assertThat(answer.statusCode()).isEqualTo(413);
    }
  }

  @Test
  void whenTooMuchIsOnItsWayTheSenderIsToldToComeBack() throws IOException {
    try (RecordingServer server = RecordingServer.start(folder)) {
      byte[] others = server.memory().take((int) server.memory().limitBytes(), 0);
      HttpResponse<String> refused = server.postJson(snapshot(1));
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.body()).contains("problem:overloaded", "8388608");
      assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
      server.memory().give(others);
      assertThat(server.postJson(snapshot(1)).statusCode()).isEqualTo(200);
      assertThat(server.recorder().counts()).isEqualTo(new Counts(1, 0, 0, 0, 0));
    }
  }

  @Test
  void aBodyThatTricklesIsGivenUp() {
    RequestBody.checkPace(0, TimeUnit.SECONDS.toNanos(9));
    RequestBody.checkPace(20_000, TimeUnit.SECONDS.toNanos(20));
    assertThatThrownBy(() -> RequestBody.checkPace(19_999, TimeUnit.SECONDS.toNanos(20)))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().status()).isEqualTo(408));
  }

  @Test
  void bodiesThatBreakOffAreNotRecordedAndNoBugs() throws IOException {
    try (RecordingServer server = RecordingServer.start(folder)) {
      String head =
          "POST /v1/snapshots HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-ndjson\r\n";
      for (String rest :
          List.of(
              "Content-Length: 1000\r\n\r\n{\"meta\":",
              "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",
              "Transfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n",
              "Transfer-Encoding: chunked\r\n\r\n3\r\nabcdef\r\n")) {
        assertThat(server.server().raw(head + rest))
            .startsWith("HTTP/1.1 400 ")
            .contains("problem:bad-request", "The body ended before it was complete.");
      }
      assertThat(server.recorder().counts()).isEqualTo(Counts.NONE);
      assertThat(server.memory().usedBytes()).isZero();
      assertThat(server.server().bugs()).isEmpty();
    }
  }

  @Test
  void aBodyOfExactlyTheLimitIsTaken() throws IOException {
    try (RecordingServer server = RecordingServer.start(folder)) {
      String snapshot = snapshot(1);
      String body = snapshot + " ".repeat(RecordingServer.MAX_BODY_BYTES - snapshot.length());
      assertThat(server.postLines(body).statusCode()).isEqualTo(200);
    }
  }

  private static HttpResponse<String> gzipped(RecordingServer server, byte[] body)
      throws IOException {
    return server.post("/v1/snapshots", "application/x-ndjson", body, "Content-Encoding", "gzip");
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream packer = new GZIPOutputStream(out)) {
      packer.write(text.getBytes(UTF_8));
    }
    return out.toByteArray();
  }

  private static byte[] join(byte[] one, byte[] other) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(one);
    out.writeBytes(other);
    return out.toByteArray();
  }

  private static String lines(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> snapshot(i)).collect(Collectors.joining("\n"));
  }

  private static String snapshot(int number) {
    return TestSnapshots.line("BTC", number, T0, "71000.10");
  }

  private static String nan() {
    return TestSnapshots.line("BTC", 99, T0, "NaN");
  }

  private static String deep(String snapshot, int levels) {
    int more = levels - 3;
    return snapshot.replace(
        "\"state\":{}", "\"state\":{\"a\":" + "[".repeat(more) + "]".repeat(more) + "}");
  }

  private static Counts counts(HttpResponse<String> answer) {
    JsonNode json = TestServer.json(answer);
    assertThat(answer.statusCode()).isEqualTo(200);
    return new Counts(
        json.path("recorded").asLong(),
        json.path("rejected").asLong(),
        json.path("blocked").asLong(),
        json.path("duplicate").asLong(),
        json.path("shed").asLong());
  }
}
