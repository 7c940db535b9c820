package qts;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qts.runtime.recorder.TestSnapshots;
import qts.runtime.telemetry.Receiver;

/** What telemetry costs a service that was not asked for it, and that one that was has it. */
class TelemetryIT {
  @TempDir Path folder;

  @Test
  void withoutASettingNoClassOfItIsLoadedAndNoThreadRuns() throws Exception {
    assertThat(telemetryClasses(Map.of())).isEmpty();
  }

  @Test
  void withASettingThePackagedProgramDelivers() throws Exception {
    try (Receiver collector = Receiver.takingAll()) {
      assertThat(telemetryClasses(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url())))
          .isNotEmpty();
      Awaitility.await().until(() -> !collector.deliveries("/v1/metrics").isEmpty());
    }
  }

  /** The classes of the telemetry library that a service loads from its start to its end. */
  private List<String> telemetryClasses(Map<String, String> settings) throws Exception {
    Path loaded = folder.resolve("loaded.txt");
    Map<String, String> environment = new HashMap<>(settings);
    environment.put("OBSERVER_JAVA_OPTS", "-Xlog:class+load:file=" + loaded);
    try (ServiceProcess service = ServiceProcess.start(folder, environment);
        HttpClient client = HttpClient.newHttpClient()) {
      client.send(
          HttpRequest.newBuilder(service.address().resolve("/v1/snapshots"))
              .POST(BodyPublishers.ofString(TestSnapshots.line("BTC", 1, 1_768_089_792_417L, "1")))
              .build(),
          BodyHandlers.discarding());
      service.terminate();
    }
    try (var lines = Files.lines(loaded)) {
      return lines.filter(line -> line.contains("io.opentelemetry")).toList();
    }
  }
}
