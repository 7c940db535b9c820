package qts.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qts.journal.SmallDisk;
import qts.runtime.config.Settings;
import qts.runtime.recorder.TestDecisions;
import qts.runtime.recorder.TestSnapshots;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service on a real disk of 16 MiB that fills up, and has room again. */
class FullDiskServiceTest {
  private static final long T0 = 1_768_089_792_417L;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient client = HttpClient.newHttpClient();
  private final Random random = new Random(1);
  private int sent;

  @TempDir Path folder;

  @Test
  void decisionsAreRecordedWhileSnapshotsAreRefusedUntilThereIsRoomAgain() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(folder, 16);
        Service service = start(disk)) {
      await().atMost(PATIENCE).until(() -> room(service).get("state").asString().equals("low"));
      disk.fillUpTo(1 << 20);
      HttpResponse<String> refused = sendUntilRefused(service);
      assertThat(refused.statusCode()).isEqualTo(507);
      assertThat(refused.body()).contains("problem:disk-full", "No room for another segment");

      HttpResponse<String> decided =
          post(service, "/v1/decisions", TestDecisions.judgment("decision-1", "BUY"));
      assertThat(decided.statusCode()).isEqualTo(200);
      assertThat(decided.body()).contains("\"durable\":true");
      long position = JsonMapper.shared().readTree(decided.body()).get("last_position").asLong();
      assertThat(service.recorder().journal().durablePosition()).isGreaterThanOrEqualTo(position);

      assertThat(get(service, "/health").statusCode()).isEqualTo(200);
      assertThat(get(service, "/ready").statusCode()).isEqualTo(503);
      assertThat(get(service, "/v1/records?limit=1").statusCode()).isEqualTo(200);
      assertThat(room(service).get("state").asString()).isEqualTo("full");
      assertThat(room(service).get("reserve_left_bytes").asLong()).isPositive();
      assertThat(get(service, "/metrics").body()).contains("observer_journal_low_room 1.0");
      await()
          .atMost(PATIENCE)
          .until(() -> get(service, "/v1/records?kind=shed").body().contains("\"shed\":50"));

      disk.makeRoom();
      await().atMost(PATIENCE).until(() -> get(service, "/ready").statusCode() == 200);
      assertThat(post(service, "/v1/snapshots", snapshots(1)).statusCode()).isEqualTo(200);
      assertThat(get(service, "/v1/records?kind=shed").body()).contains("\"shed\":50");
    }
  }

  private Service start(SmallDisk disk) throws IOException {
    return Service.start(
        Settings.load(
            Map.of(
                "OBSERVER_PORT", "0",
                "OBSERVER_DATA_DIR", disk.folder().resolve("data").toString(),
                "OBSERVER_LOG_DIR", folder.resolve("logs").toString(),
                "OBSERVER_SEGMENT_BYTES", "1MiB",
                "OBSERVER_MAX_SNAPSHOT_BYTES", "64KiB",
                "OBSERVER_DISK_RESERVE_BYTES", "512KiB",
                "OBSERVER_DECISION_RESERVE_BYTES", "256KiB"),
            folder),
        () -> {
          throw new AssertionError("the service must not end");
        });
  }

  private HttpResponse<String> sendUntilRefused(Service service)
      throws IOException, InterruptedException {
    for (int i = 0; i < 1_000; i++) {
      HttpResponse<String> answer = post(service, "/v1/snapshots", snapshots(50));
      if (answer.statusCode() != 200) {
        return answer;
      }
    }
    throw new AssertionError("the disk never filled up");
  }

  /** Snapshots that don't compress well. */
  private String snapshots(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> {
          byte[] noise = new byte[500];
          random.nextBytes(noise);
          String symbol = HexFormat.of().formatHex(noise).substring(0, 200);
          return TestSnapshots.line(symbol, sent, T0 + sent++, "1");
        })
        .collect(Collectors.joining("\n"));
  }

  private JsonNode room(Service service) throws IOException, InterruptedException {
    return JsonMapper.shared().readTree(get(service, "/status").body()).get("journal").get("room");
  }

  private HttpResponse<String> post(Service service, String path, String body)
      throws IOException, InterruptedException {
    return client.send(
        request(service, path)
            .header("Content-Type", "application/x-ndjson")
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private HttpResponse<String> get(Service service, String path)
      throws IOException, InterruptedException {
    return client.send(request(service, path).build(), BodyHandlers.ofString());
  }

  private static HttpRequest.Builder request(Service service, String path) {
    return HttpRequest.newBuilder(URI.create(service.address() + path));
  }
}
