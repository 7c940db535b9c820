package qts;

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
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qts.journal.Payloads;
import qts.journal.ReadRange;
import qts.journal.RecordKind;
import qts.journal.SmallDisk;
import qts.runtime.recorder.TestDecisions;
import qts.runtime.recorder.TestSnapshots;
import tools.jackson.databind.json.JsonMapper;

/**
 * The program on a real disk of 16 MiB that snapshots have filled up: decisions go into their
 * reserve, and those that were acknowledged are there after {@code kill -9}, also of a process that
 * was started on the full disk.
 */
class FullDiskFlightIT {
  private static final long T0 = 1_768_089_792_417L;
  private static final int KILLS = 2;
  private static final int DECISIONS = 20;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @TempDir Path folder;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Random random = new Random(1);
  private int sent;
  private int acknowledged;

  @Test
  void anAcknowledgedDecisionOutOfTheReserveSurvivesEveryKill() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(folder, 16)) {
      for (int kill = 0; kill < KILLS; kill++) {
        try (ServiceProcess service = ServiceProcess.start(folder, environment(disk))) {
          fillUp(service, disk);
          decide(service);
          service.kill();
        }
      }
      try (ServiceProcess service = ServiceProcess.start(folder, environment(disk))) {
        assertThat(recorded(service)).isEqualTo(acknowledged());
        disk.makeRoom();
        await()
            .atMost(PATIENCE)
            .until(() -> post(service, "/v1/snapshots", snapshots(1)).statusCode() == 200);
        assertThat(service.terminate()).isZero();
      }
      assertThat(inTheJournal(disk)).isEqualTo(acknowledged());
    }
  }

  private Map<String, String> environment(SmallDisk disk) {
    return Map.of(
        "OBSERVER_DATA_DIR", disk.folder().resolve("data").toString(),
        "OBSERVER_LOG_DIR", folder.resolve("logs").toString(),
        "OBSERVER_SEGMENT_BYTES", "1MiB",
        "OBSERVER_MAX_SNAPSHOT_BYTES", "64KiB",
        "OBSERVER_DISK_RESERVE_BYTES", "512KiB",
        "OBSERVER_DECISION_RESERVE_BYTES", "256KiB");
  }

  /** Sends snapshots until they are refused. */
  private void fillUp(ServiceProcess service, SmallDisk disk)
      throws IOException, InterruptedException {
    if (sent == 0) {
      post(service, "/v1/snapshots", snapshots(50));
      disk.fillUpTo(3 << 20);
    }
    HttpResponse<String> answer = post(service, "/v1/snapshots", snapshots(50));
    while (answer.statusCode() == 200) {
      answer = post(service, "/v1/snapshots", snapshots(50));
    }
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(507);
  }

  /** Reports decisions, each of which must be acknowledged as durable. */
  private void decide(ServiceProcess service) throws IOException, InterruptedException {
    for (int i = 0; i < DECISIONS; i++) {
      HttpResponse<String> answer = post(service, "/v1/decisions", decision(acknowledged));
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      assertThat(answer.body()).contains("\"recorded\":1,", "\"durable\":true");
      acknowledged++;
    }
  }

  private static String decision(int i) {
    return TestDecisions.judgment("d-" + i, "BUY");
  }

  private List<String> acknowledged() {
    return IntStream.range(0, acknowledged).mapToObj(FullDiskFlightIT::decision).toList();
  }

  /** The decisions that the service gives back while the disk is full. */
  private List<String> recorded(ServiceProcess service) throws IOException, InterruptedException {
    URI address = service.address().resolve("/v1/records?kind=judgment&limit=all");
    HttpRequest request =
        HttpRequest.newBuilder(address).header("Accept", "application/x-ndjson").build();
    return client
        .send(request, BodyHandlers.ofString())
        .body()
        .lines()
        .map(JsonMapper.shared()::readTree)
        .filter(line -> line.has("record"))
        .map(line -> line.path("record").toString())
        .toList();
  }

  /** The decisions in the journal, read without the service. */
  private static List<String> inTheJournal(SmallDisk disk) throws IOException {
    return Payloads.of(
        disk.folder().resolve("data/journal"),
        ReadRange.everything().kinds(RecordKind.JUDGMENT.bit()));
  }

  /** Snapshots that don't compress well. */
  private String snapshots(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> {
          byte[] noise = new byte[100];
          random.nextBytes(noise);
          String symbol = HexFormat.of().formatHex(noise);
          return TestSnapshots.line(symbol, sent, T0 + sent++, "1");
        })
        .collect(Collectors.joining("\n"));
  }

  private HttpResponse<String> post(ServiceProcess service, String path, String body)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(service.address().resolve(path))
            .header("Content-Type", "application/x-ndjson")
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }
}
