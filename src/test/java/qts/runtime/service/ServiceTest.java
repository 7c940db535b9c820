package qts.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qts.journal.Damage;
import qts.runtime.config.Settings;
import qts.runtime.recorder.TestSnapshots;

class ServiceTest {
  private static final long T0 = 1_768_089_792_417L;

  @TempDir Path folder;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @Test
  void aBugTurnsHealthRed() throws Exception {
    try (Service service = start(Map.of("OBSERVER_PORT", "0"))) {
      assertThat(get(service, "/health").statusCode()).isEqualTo(200);
      service
          .uncaught()
          .uncaughtException(Thread.currentThread(), new IllegalStateException("planted"));
      HttpResponse<String> health = get(service, "/health");
      assertThat(health.statusCode()).isEqualTo(503);
      assertThat(health.body()).matches("\\{\"status\":\"failing\",\"bug\":\"[0-9a-f]{16}\"}");
    }
  }

  @Test
  void onAFullDiskItIsAliveButNotReadyAndRefusesSnapshots() throws Exception {
    try (Service service =
        start(Map.of("OBSERVER_PORT", "0", "OBSERVER_DISK_RESERVE_BYTES", "1024GiB"))) {
      assertThat(get(service, "/health").statusCode()).isEqualTo(200);
      HttpResponse<String> ready = get(service, "/ready");
      assertThat(ready.statusCode()).isEqualTo(503);
      assertThat(ready.body())
          .contains("{\"name\":\"disk\",\"passed\":false,", "\"name\":\"journal\",\"passed\":true");
      HttpResponse<String> refused =
          client.send(
              HttpRequest.newBuilder(service.address().resolve("/v1/snapshots"))
                  .header("Content-Type", "application/json")
                  .POST(BodyPublishers.ofString(TestSnapshots.line("BTC", 1, T0, "1")))
                  .build(),
              BodyHandlers.ofString());
      assertThat(refused.statusCode()).isEqualTo(507);
      assertThat(refused.body()).contains("problem:disk-full", "\"outcome\":\"shed\"");
      assertThat(service.recorder().counts().shed()).isEqualTo(1);
    }
  }

  @Test
  void knownDamageIsToldWithoutTurningHealthRed() throws Exception {
    try (Service service = start(Map.of("OBSERVER_PORT", "0"))) {
      service
          .recorder()
          .integrity()
          .add(new Damage("segment-0000000001.qtsj", 4096, "planted", 3, 7));
      String words =
          "\"degraded\":\"1 place of the journal is damaged, 5 records can't be read:"
              + " observer journal doctor says where and what to do\"";
      assertThat(get(service, "/health").statusCode()).isEqualTo(200);
      assertThat(get(service, "/health").body()).startsWith("{\"status\":\"degraded\"," + words);
      assertThat(get(service, "/ready").statusCode()).isEqualTo(200);
      assertThat(get(service, "/ready").body()).contains("{\"ready\":true," + words);
      assertThat(get(service, "/status").body())
          .contains(
              "\"integrity\":{\"state\":\"damaged\",\"damaged_places\":1,\"lost_records\":5,");
      assertThat(get(service, "/metrics").body())
          .contains("observer_journal_lost_records 5.0", "observer_journal_scrub_bytes_total");
    }
  }

  private Service start(Map<String, String> environment) throws IOException {
    return Service.start(
        Settings.load(environment, folder),
        () -> {
          throw new AssertionError("the service must not end");
        });
  }

  private HttpResponse<String> get(Service service, String path)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(service.address().resolve(path)).build(), BodyHandlers.ofString());
  }
}
