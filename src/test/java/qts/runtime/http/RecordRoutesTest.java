package qts.runtime.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qts.observer.Producer;
import qts.runtime.recorder.TestSnapshots;
import tools.jackson.databind.JsonNode;

class RecordRoutesTest {
  static final Producer PRODUCER =
      new Producer("observer", "build", "v1.0.0", "v1.0.0", ZoneOffset.UTC);

  private static final long T0 = 1_768_089_792_417L;

  @TempDir Path folder;
  private final ReadingThreads threads = new ReadingThreads("test", 1, 100);
  private RecordingServer server;

  @BeforeEach
  void start() throws IOException {
    server =
        RecordingServer.start(
            folder, recorder -> new RecordRoutes(() -> recorder, threads, () -> PRODUCER));
  }

  @AfterEach
  void stop() throws IOException {
    threads.close();
    server.close();
    assertThat(server.server().bugs()).isEmpty();
  }

  @Test
  void aPageHasRecordsCompletenessAndTheWayOn() throws IOException {
    server.postLines(line("BTC", 1) + "\nbroken\n" + line("BTC", 2));
    JsonNode first = json(server.server().get("/v1/records?kind=snapshot&limit=1"));
    String cursor = first.path("next_cursor").asString();
    JsonNode second = json(server.server().get("/v1/records?kind=snapshot&cursor=" + cursor));

    assertThat(runIds(first)).containsExactly("run-1");
    assertThat(runIds(second)).containsExactly("run-2");
    assertThat(first.path("completeness").path("rejected").asInt()).isEqualTo(1);
    assertThat(second.path("next_cursor").isNull()).isTrue();
  }

  private static List<String> runIds(JsonNode page) {
    return page.path("records").valueStream().map(RecordRoutesTest::runId).toList();
  }

  private static String runId(JsonNode record) {
    return record.path("record").path("snapshot").path("meta").path("run_id").asString();
  }

  @Test
  void linesAreStreamedAndEndWithTheCompleteness() throws IOException {
    server.postLines(
        IntStream.range(0, 3_000)
            .mapToObj(i -> line("S" + i, i))
            .collect(Collectors.joining("\n")));
    HttpResponse<String> all = lines("/v1/records?limit=all&kind=snapshot");
    List<String> lines = all.body().lines().toList();

    assertThat(all.headers().firstValue("Content-Type")).contains("application/x-ndjson");
    assertThat(lines).hasSize(3_001);
    assertThat(lines.getLast()).startsWith("{\"completeness\":{\"records\":3000,");
    assertThat(lines("/v1/records?symbol=S7").body().lines()).hasSize(2);
  }

  private HttpResponse<String> lines(String path) throws IOException {
    return server
        .server()
        .send(server.server().request(path).header("Accept", "application/x-ndjson").GET());
  }

  @Test
  void aQueryThatCantBeAnsweredIsAProblemThatNamesTheParameter() throws IOException {
    assertProblem(server.server().get("/v1/records?simbol=A"), 400, "bad-parameter", "simbol");
    assertProblem(server.server().get("/v1/records?from=now"), 400, "bad-parameter", "from");
    assertProblem(
        server
            .server()
            .send(
                server
                    .server()
                    .request("/v1/records?limit=all")
                    .header("Accept", "application/json")),
        406,
        "not-acceptable",
        "");
  }

  private static void assertProblem(
      HttpResponse<String> answer, int status, String type, String parameter) {
    assertThat(List.of(answer.statusCode(), json(answer).path("parameter").asString("")))
        .containsExactly(status, parameter);
    assertThat(answer.body()).contains("problem:" + type);
  }

  @Test
  void anOffsetWithItsPlusSignUnescapedIsUnderstood() throws IOException {
    server.postJson(line("BTC", 1));

    assertThat(runIds(json(server.server().get("/v1/records?from=2026-01-11T09:03:12.417+09:00"))))
        .contains("run-1");
  }

  @Test
  void oneRecordIsFoundByItsRunId() throws IOException {
    server.postJson(line("BTC", 1));
    HttpResponse<String> found = server.server().get("/v1/records/run-1");
    HttpResponse<String> none = server.server().get("/v1/records/run-2");

    assertThat(runId(json(found))).isEqualTo("run-1");
    assertThat(found.body()).startsWith("{\"position\":1,\"kind\":\"snapshot\",");
    assertThat(lines("/v1/records/run-1").body()).isEqualTo(found.body());
    assertThat(none.statusCode()).isEqualTo(404);
    assertThat(none.body()).contains("problem:no-such-record", "\"run_id\":\"run-2\"");
  }

  @Test
  void whileAllReadersAreAtWorkFurtherOnesAreRefused() throws Exception {
    CountDownLatch began = new CountDownLatch(1);
    CountDownLatch ends = new CountDownLatch(1);
    Thread busy = Thread.ofPlatform().start(() -> runUntil(began, ends));
    began.await();
    HttpResponse<String> refused = server.server().get("/v1/records");
    ends.countDown();
    busy.join();

    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.headers().firstValue("Retry-After")).contains("1");
    assertThat(server.server().get("/v1/records").statusCode()).isEqualTo(200);
  }

  private void runUntil(CountDownLatch began, CountDownLatch ends) {
    try {
      threads.run(() -> {
        began.countDown();
        awaitUninterruptibly(ends);
      });
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aClientThatGoesAwayInTheMiddleIsNoBugAndFreesItsReader() throws IOException {
    for (int batch = 0; batch < 30; batch++) {
      int first = 1_000 * batch;
      server.postLines(
          IntStream.range(first, first + 1_000)
              .mapToObj(i -> line("S" + i, i))
              .collect(Collectors.joining("\n")));
    }
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.server().port())) {
      OutputStream out = socket.getOutputStream();
      out.write(
          "GET /v1/records?limit=all HTTP/1.1\r\nHost: x\r\nAccept: application/x-ndjson\r\n\r\n"
              .getBytes(UTF_8));
      BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
      assertThat(in.readLine()).isEqualTo("HTTP/1.1 200 OK");
    }

    Awaitility.await()
        .untilAsserted(() ->
            assertThat(server.server().get("/v1/records?limit=1").statusCode()).isEqualTo(200));
  }

  private static JsonNode json(HttpResponse<String> answer) {
    return TestServer.json(answer);
  }

  private static String line(String symbol, int number) {
    return TestSnapshots.line(symbol, number, T0 + number, "1");
  }
}
