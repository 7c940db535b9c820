package qts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qts.runtime.recorder.TestSnapshots;

/** How the service starts, refuses to start, and ends, as the process it is. */
class RunIT {
  private static final long T0 = 1_768_089_792_417L;

  @TempDir Path folder;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @Test
  void aDataFolderThatCanNotBeWrittenIsNamed() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "no folder");

    assertRefusal(
        Map.of("OBSERVER_DATA_DIR", file.resolve("data").toString()),
        "OBSERVER_DATA_DIR is " + file.resolve("data"),
        "choose another folder");
  }

  @Test
  void aPortInUseIsNamed() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertRefusal(
          Map.of("OBSERVER_PORT", Integer.toString(taken.getLocalPort())),
          "127.0.0.1:" + taken.getLocalPort() + " can't be listened on",
          "OBSERVER_PORT");
    }
  }

  @Test
  void aSecondRecorderOnOneFolderIsRefused() throws Exception {
    Path second = Files.createDirectory(folder.resolve("second"));
    try (ServiceProcess first = ServiceProcess.start(folder, Map.of());
        ServiceProcess other =
            ServiceProcess.begin(
                second, Map.of("OBSERVER_DATA_DIR", folder.resolve("data/observer").toString()))) {
      assertThat(other.awaitEnd()).isEqualTo(1);
      assertThat(other.err())
          .contains("another recorder holds the journal in", "OBSERVER_DATA_DIR")
          .doesNotContain("\tat ");
      assertThat(post(first, snapshots(0, 1)).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aBrokenConfigFileIsNamedByKey() throws Exception {
    Files.createDirectories(folder.resolve("config"));
    Files.writeString(
        folder.resolve("config/deployment_config.json"),
        "{\"environment\": {\"OBSERVER_COMMIT_DELAY_MILLIS\": \"soon\"}}");

    assertRefusal(Map.of(), "OBSERVER_COMMIT_DELAY_MILLIS", "soon");
  }

  @Test
  void anAddressOthersCanReachNeedsATokenOrPermission() throws Exception {
    assertRefusal(
        Map.of("OBSERVER_HOST", "0.0.0.0"), "OBSERVER_API_TOKEN_FILE", "OBSERVER_ANONYMOUS_ACCESS");
  }

  @Test
  void inIntegratedModeThereIsNoServiceToRun() throws Exception {
    assertRefusal(
        Map.of("QTS_OBSERVER_STANDALONE", "0"), "integrated mode", "qts.runtime.recorder.Recorder");
  }

  private void assertRefusal(Map<String, String> environment, String... words) throws IOException {
    try (ServiceProcess service = ServiceProcess.begin(folder, environment)) {
      assertThat(service.awaitEnd()).isEqualTo(1);
      assertThat(service.out()).isEmpty();
      assertThat(service.err())
          .startsWith("observer: ")
          .contains(words)
          .doesNotContain("\tat ", "Exception");
    }
  }

  @Test
  void itSaysWhereItListensAndStopsInOrderWhenAsked() throws Exception {
    for (int start = 0; start < 2; start++) {
      try (ServiceProcess service = ServiceProcess.start(folder, Map.of())) {
        assertThat(service.out())
            .isEqualTo(
                "QTS Observer listens on %s, records in %s\n"
                    .formatted(service.address(), folder.toRealPath().resolve("data/observer")));
        assertThat(get(service, "/status")).contains("\"clean\":true");
        assertThat(post(service, snapshots(start, start + 1)).statusCode()).isEqualTo(200);
        long asked = System.nanoTime();
        assertThat(service.terminate()).isZero();
        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(5));
        assertThat(service.log()).last().asString().contains("the service has stopped in order");
      }
    }
  }

  /** The folder is locked early in a start, with all of the opening still to come. */
  @Test
  void aSignalDuringTheStartStopsItInOrderOnceItHasStarted() throws Exception {
    ServiceProcess.start(folder, Map.of()).kill();
    Path lock = folder.resolve("data/observer/journal/lock");
    Files.delete(lock);
    try (ServiceProcess service = ServiceProcess.begin(folder, Map.of())) {
      Awaitility.await()
          .atMost(Duration.ofMinutes(2))
          .pollInterval(Duration.ofMillis(1))
          .until(() -> Files.exists(lock));
      assertThat(service.terminate()).isZero();
      assertThat(service.log()).last().asString().contains("the service has stopped in order");
    }
    try (ServiceProcess service = ServiceProcess.start(folder, Map.of())) {
      assertThat(get(service, "/status")).contains("\"clean\":true");
    }
  }

  @Test
  void aRequestUnderWayIsAnsweredBeforeItStops() throws Exception {
    try (ServiceProcess service = ServiceProcess.start(folder, Map.of())) {
      SlowBody body = new SlowBody(snapshots(0, 1_000));
      CompletableFuture<HttpResponse<String>> answer =
          client.sendAsync(
              HttpRequest.newBuilder(service.address().resolve("/v1/snapshots"))
                  .header("Content-Type", "application/x-ndjson")
                  .POST(BodyPublishers.ofInputStream(() -> body))
                  .build(),
              BodyHandlers.ofString());
      body.awaitHalf();
      awaitBodyUnderWay(service);
      CompletableFuture<Integer> status = CompletableFuture.supplyAsync(service::terminate);
      service.awaitLog("the service stops");
      body.sendTheRest();
      assertThat(answer.get().body()).contains("\"recorded\":1000,", "\"durable\":true");
      assertThat(status.get()).isZero();
    }
  }

  @Test
  void aJournalThatFailsEndsTheProcess() throws Exception {
    try (ServiceProcess service = ServiceProcess.start(folder, Map.of())) {
      assertThat(post(service, snapshots(0, 1)).statusCode()).isEqualTo(200);
      service.forbidWriting();
      long failed = System.nanoTime();
      HttpResponse<String> answer = post(service, snapshots(1, 2));
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body()).contains("problem:journal-failed");
      assertThat(service.awaitEnd()).isEqualTo(1);
      assertThat(Duration.ofNanos(System.nanoTime() - failed)).isLessThan(Duration.ofSeconds(3));
    }
    try (ServiceProcess service = ServiceProcess.start(folder, Map.of())) {
      assertThat(post(service, snapshots(0, 2)).body())
          .contains("\"recorded\":1,", "\"duplicate\":1,");
    }
  }

  private void awaitBodyUnderWay(ServiceProcess service) {
    Awaitility.await()
        .until(() -> !get(service, "/metrics").contains("observer_buffer_used_bytes 0.0"));
  }

  private static String snapshots(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> TestSnapshots.line("BTC", i, T0 + i, "71000.10"))
        .collect(Collectors.joining("\n"));
  }

  private HttpResponse<String> post(ServiceProcess service, String lines)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(service.address().resolve("/v1/snapshots"))
            .header("Content-Type", "application/x-ndjson")
            .POST(BodyPublishers.ofString(lines))
            .build(),
        BodyHandlers.ofString());
  }

  private String get(ServiceProcess service, String path) throws IOException, InterruptedException {
    URI address = service.address().resolve(path);
    return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString()).body();
  }
}
