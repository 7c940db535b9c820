package qts.runtime.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import qts.runtime.recorder.TestSnapshots;

@Timeout(20)
class TailRouteTest {
  private static final long T0 = 1_768_089_792_417L;
  private static final String LINES = "application/x-ndjson";

  @TempDir Path folder;
  private final ReadingThreads threads = new ReadingThreads("tail", 2, 0);
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private RecordingServer server;

  @BeforeEach
  void start() throws IOException {
    server =
        RecordingServer.start(
            folder,
            recorder -> new TailRoute(() -> recorder, threads, () -> RecordRoutesTest.PRODUCER));
    server.recorder().journal().awaitDurable(0);
  }

  @AfterEach
  void stop() throws IOException {
    threads.close();
    client.shutdownNow();
    client.close();
    server.close();
    assertThat(server.server().bugs()).isEmpty();
  }

  @Test
  void recordsComeAsTheyBecomeDurable() throws IOException {
    server.postJson(line("BTC", 1));
    try (BufferedReader in = follow("/v1/tail", LINES)) {
      assertThat(in.readLine()).isEqualTo("{\"read_to\":1}");
      server.postJson(line("BTC", 2));
      assertThat(in.readLine()).startsWith("{\"position\":2,\"kind\":\"snapshot\"");
      assertThat(in.readLine()).isEqualTo("{\"read_to\":2}");
      server.postJson(line("BTC", 3));
      assertThat(in.readLine()).startsWith("{\"position\":3,");
    }
  }

  @Test
  void whatIsThereAlreadyComesFirstWhenAPositionOrTimeIsNamed() throws IOException {
    server.postLines(line("BTC", 1) + "\n" + line("ETH", 2) + "\n" + line("BTC", 3));
    for (String from : List.of("position=1", "from=" + T0)) {
      try (BufferedReader in = follow("/v1/tail?kind=snapshot&symbol=BTC&" + from, LINES)) {
        assertThat(in.readLine()).startsWith("{\"read_to\":");
        assertThat(in.readLine()).startsWith("{\"position\":1,");
        assertThat(in.readLine()).startsWith("{\"position\":3,");
        assertThat(in.readLine()).isEqualTo("{\"read_to\":3}");
      }
    }
  }

  @Test
  void eventsGoOnBehindTheLastOneTheClientHad() throws IOException {
    server.postLines(line("BTC", 1) + "\n" + line("BTC", 2));
    try (BufferedReader in = follow("/v1/tail", "text/event-stream", "Last-Event-ID", "1")) {
      List<String> lines = in.lines().limit(7).toList();
      assertThat(lines.subList(0, 5))
          .containsExactly("event:read_to", "id:1", "data:{\"read_to\":1}", "", "id:2");
      assertThat(lines.get(5)).startsWith("data:{\"position\":2,");
    }
  }

  @Test
  void aServiceThatStopsEndsWhatIsFollowed() throws IOException {
    try (BufferedReader in = follow("/v1/tail", LINES)) {
      assertThat(in.readLine()).startsWith("{\"read_to\":");
      threads.close();
      assertThat(in.readLine()).isNull();
    }
  }

  @Test
  void aFollowerThatReadsNothingKeepsNobodyWaiting() throws IOException {
    try (BufferedReader slow = follow("/v1/tail?position=0", LINES);
        BufferedReader in = follow("/v1/tail?position=0", LINES)) {
      String padded =
          line("BTC", 0)
              .replace("\"state\":{}", "\"state\":{\"x\":\"" + "x".repeat(50_000) + "\"}");
      for (int i = 1; i <= 200; i++) {
        server.postJson(padded.replace("run-0", "run-" + i));
      }
      String line = in.readLine();
      while (!line.contains("\"run-200\"")) {
        line = in.readLine();
      }
      assertThat(slow.ready()).isTrue();
    }
  }

  @Test
  void parametersOfPagesAndMoreFollowersThanAllowedAreRefused() throws IOException {
    for (String wrong : List.of("limit=1", "order=desc", "cursor=x", "run_id=r", "position=-1")) {
      assertThat(server.server().get("/v1/tail?" + wrong).statusCode()).isEqualTo(400);
    }
    try (BufferedReader one = follow("/v1/tail", LINES);
        BufferedReader two = follow("/v1/tail", LINES)) {
      assertThat(one.readLine()).isEqualTo(two.readLine());
      assertThat(server.server().get("/v1/tail").statusCode()).isEqualTo(503);
    }
    AtomicInteger number = new AtomicInteger();
    Awaitility.await()
        .untilAsserted(() -> {
          server.postJson(line("BTC", number.incrementAndGet()));
          follow("/v1/tail", LINES).close();
        });
  }

  private BufferedReader follow(String path, String type, String... headers) throws IOException {
    HttpRequest.Builder request = server.server().request(path).header("Accept", type);
    try {
      HttpResponse<InputStream> answer =
          client.send(
              (headers.length == 0 ? request : request.headers(headers)).build(),
              BodyHandlers.ofInputStream());
      assertThat(answer.statusCode()).isEqualTo(200);
      return new BufferedReader(new InputStreamReader(answer.body(), UTF_8));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String line(String symbol, int number) {
    return TestSnapshots.line(symbol, number, T0 + number, "1");
  }
}
