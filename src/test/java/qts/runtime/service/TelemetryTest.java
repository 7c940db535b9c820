package qts.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qts.runtime.config.Settings;
import qts.runtime.recorder.TestSnapshots;
import qts.runtime.telemetry.Receiver;
import qts.runtime.telemetry.Receiver.Answer;
import qts.runtime.telemetry.Receiver.Delivery;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Telemetry of the whole service, as real receivers get it. */
class TelemetryTest {
  private static final long T0 = 1_768_089_792_417L;
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String PARENT = "b7ad6b7169203331";

  @TempDir Path folder;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @Test
  void aCollectorGetsTheMetricsThatTheServiceShows() throws Exception {
    try (Receiver collector = Receiver.takingAll()) {
      String exposition;
      try (Service service = start(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url()))) {
        post(service, 1, Map.of());
        post(service, 1, Map.of());
        exposition = get(service, "/metrics").body();
      }
      Delivery last = collector.deliveries("/v1/metrics").getLast();
      var received = ExportMetricsServiceRequest.parseFrom(last.body()).getResourceMetrics(0);
      Map<String, Metric> metrics =
          received.getScopeMetricsList().stream()
              .filter(s -> s.getScope().getName().equals("qts-observer"))
              .flatMap(s -> s.getMetricsList().stream())
              .collect(Collectors.toMap(Metric::getName, m -> m));

      assertThat(last.contentType()).isEqualTo("application/x-protobuf");
      assertThat(attributes(received.getResource()))
          .containsEntry("service.name", "qts-observer")
          .containsKeys("service.version", "service.instance.id");
      assertThat(metrics.keySet()).containsAll(names(exposition));
      assertThat(values(metric(metrics, "observer_snapshots_total").getSum().getDataPointsList()))
          .isEqualTo(
              Map.of(
                  "blocked", 0.0, "duplicate", 1.0, "recorded", 1.0, "rejected", 0.0, "shed", 0.0));
      assertThat(metric(metrics, "observer_snapshot_processing_seconds").getUnit()).isEqualTo("s");
      assertThat(
              metric(metrics, "observer_snapshot_processing_seconds")
                  .getHistogram()
                  .getDataPointsList())
          .hasSize(4)
          .allSatisfy(stage -> {
            assertThat(stage.getCount()).isEqualTo(2);
            assertThat(stage.getBucketCountsCount()).isEqualTo(stage.getExplicitBoundsCount() + 1);
          });
    }
  }

  @Test
  void aCollectorGetsTheTraceOfARequestFromItsHeadToTheCommit() throws Exception {
    try (Receiver collector = Receiver.takingAll()) {
      try (Service service =
          start(
              Map.of(
                  "OTEL_EXPORTER_OTLP_ENDPOINT",
                  collector.url(),
                  "OTEL_TRACES_SAMPLER_ARG",
                  "0"))) {
        post(service, 1, Map.of());
        post(
            service,
            2,
            Map.of(
                "traceparent",
                "00-" + TRACE + "-" + PARENT + "-01",
                "X-Correlation-ID",
                "order-7"));
        get(service, "/status");
      }
      List<Span> spans = spans(collector);
      Span request =
          spans.stream().filter(s -> s.getName().startsWith("POST")).findFirst().orElseThrow();
      String id = HexFormat.of().formatHex(request.getSpanId().toByteArray());

      assertThat(spans)
          .extracting(TelemetryTest::line)
          .containsExactlyInAnyOrder(
              "POST /v1/snapshots in " + PARENT + " of " + TRACE,
              "receive in " + id + " of " + TRACE,
              "record in " + id + " of " + TRACE,
              "commit in " + id + " of " + TRACE);
      assertThat(attributes(request.getAttributesList()))
          .containsEntry("observer.correlation_id", "order-7")
          .containsEntry("observer.inputs.recorded", "1")
          .containsEntry("http.response.status_code", "200");
      assertThat(spans)
          .allSatisfy(span -> {
            assertThat(span.getStartTimeUnixNano()).isLessThanOrEqualTo(span.getEndTimeUnixNano());
            assertThat(span.getStartTimeUnixNano())
                .isBetween(request.getStartTimeUnixNano(), request.getEndTimeUnixNano());
          });
    }
  }

  @Test
  void applicationInsightsGetsEachCountOnceAcrossARestartAndAnOutage() throws Exception {
    try (Receiver endpoint =
        new Receiver(n -> n < 2 ? new Answer(503, "too busy") : new Answer(200, "{}"))) {
      Map<String, String> settings = insights(endpoint);
      try (Service quiet = start(Map.of())) {
        post(quiet, 1, Map.of());
      }
      try (Service service = start(settings)) {
        post(service, 2, Map.of());
        await().until(() -> endpoint.received() > 2);
        post(service, 3, Map.of());
        post(service, 3, Map.of());
      }
      Map<String, Double> sums = new TreeMap<>();
      metrics(endpoint, "observer_snapshots_total")
          .forEach(m ->
              sums.merge(
                  m.at("/data/baseData/properties/outcome").stringValue(),
                  m.at("/data/baseData/metrics/0/value").doubleValue(),
                  Double::sum));

      assertThat(sums)
          .isEqualTo(
              Map.of(
                  "blocked", 0.0, "duplicate", 1.0, "recorded", 2.0, "rejected", 0.0, "shed", 0.0));
    }
  }

  @Test
  void applicationInsightsGetsRequestsAndTheirParts() throws Exception {
    try (Receiver endpoint = Receiver.takingAll()) {
      try (Service service = start(insights(endpoint))) {
        post(service, 1, Map.of());
      }
      JsonNode request = items(endpoint, "Request").getFirst();
      List<JsonNode> parts = items(endpoint, "RemoteDependency");
      String operation = request.at("/tags/ai.operation.id").stringValue();

      assertThat(request.get("iKey").stringValue())
          .isEqualTo("00000000-0000-0000-0000-000000000007");
      assertThat(request.at("/tags/ai.cloud.role").stringValue()).isEqualTo("qts-observer");
      assertThat(request.at("/data/baseType").stringValue()).isEqualTo("RequestData");
      assertThat(request.at("/data/baseData/name").stringValue()).isEqualTo("POST /v1/snapshots");
      assertThat(request.at("/data/baseData/responseCode").stringValue()).isEqualTo("200");
      assertThat(request.at("/data/baseData/success").booleanValue()).isTrue();
      assertThat(request.at("/data/baseData/duration").stringValue())
          .matches("0\\.00:00:\\d\\d\\.\\d{6}");
      assertThat(request.at("/data/baseData/properties/observer.correlation_id").stringValue())
          .isEqualTo(operation);
      assertThat(parts)
          .extracting(part -> part.at("/data/baseData/name").stringValue())
          .containsExactlyInAnyOrder("receive", "record", "commit");
      assertThat(parts)
          .allSatisfy(part -> {
            assertThat(part.at("/tags/ai.operation.id").stringValue()).isEqualTo(operation);
            assertThat(part.at("/tags/ai.operation.parentId"))
                .isEqualTo(request.at("/data/baseData/id"));
          });
    }
  }

  @Test
  void recordingGoesOnWhenNobodyTakesTheTelemetry() throws Exception {
    try (Receiver endpoint = new Receiver(n -> new Answer(500, "no"))) {
      Map<String, String> both = new HashMap<>(insights(endpoint));
      both.put("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint.url());
      long began = System.nanoTime();
      try (Service service = start(both)) {
        await().until(() -> endpoint.received() > 2);
        assertThat(post(service, 1, Map.of()).statusCode()).isEqualTo(200);
        assertThat(get(service, "/ready").statusCode()).isEqualTo(200);
      }
      assertThat(System.nanoTime() - began).isLessThan(10_000_000_000L);
    }
  }

  private static Map<String, String> insights(Receiver endpoint) {
    return Map.of(
        "APPLICATIONINSIGHTS_CONNECTION_STRING",
        "InstrumentationKey=00000000-0000-0000-0000-000000000007;IngestionEndpoint="
            + endpoint.url(),
        "OTEL_TRACES_SAMPLER_ARG",
        "1");
  }

  private static Metric metric(Map<String, Metric> metrics, String name) {
    return Objects.requireNonNull(metrics.get(name), name);
  }

  private static List<JsonNode> metrics(Receiver endpoint, String name) {
    return items(endpoint, "Metric").stream()
        .filter(m -> m.at("/data/baseData/metrics/0/name").stringValue().equals(name))
        .toList();
  }

  private static List<JsonNode> items(Receiver endpoint, String sort) {
    List<JsonNode> items = new ArrayList<>();
    for (Delivery delivery : endpoint.deliveries("/v2.1/track")) {
      delivery.body().toStringUtf8().lines().map(JsonMapper.shared()::readTree).forEach(items::add);
    }
    items.removeIf(
        item -> !item.get("name").stringValue().equals("Microsoft.ApplicationInsights." + sort));
    return items;
  }

  private static List<Span> spans(Receiver collector) throws InvalidProtocolBufferException {
    List<Span> spans = new ArrayList<>();
    for (Delivery delivery : collector.deliveries("/v1/traces")) {
      ExportTraceServiceRequest.parseFrom(delivery.body()).getResourceSpansList().stream()
          .flatMap(r -> r.getScopeSpansList().stream())
          .forEach(s -> spans.addAll(s.getSpansList()));
    }
    return spans;
  }

  private static String line(Span span) {
    HexFormat hex = HexFormat.of();
    return "%s in %s of %s"
        .formatted(
            span.getName(),
            hex.formatHex(span.getParentSpanId().toByteArray()),
            hex.formatHex(span.getTraceId().toByteArray()));
  }

  private static Map<String, String> attributes(Resource resource) {
    return attributes(resource.getAttributesList());
  }

  private static Map<String, String> attributes(List<KeyValue> attributes) {
    Map<String, String> texts = new TreeMap<>();
    attributes.forEach(a ->
        texts.put(
            a.getKey(),
            a.getValue().hasIntValue()
                ? Long.toString(a.getValue().getIntValue())
                : a.getValue().getStringValue()));
    return texts;
  }

  private static Map<String, Double> values(List<NumberDataPoint> points) {
    return points.stream()
        .collect(
            Collectors.toMap(
                p -> p.getAttributes(0).getValue().getStringValue(), NumberDataPoint::getAsDouble));
  }

  /** The names of the metrics in a text exposition. */
  private static List<String> names(String exposition) {
    return exposition
        .lines()
        .filter(line -> line.startsWith("# TYPE "))
        .map(line -> line.split(" ", -1)[2])
        .toList();
  }

  private Service start(Map<String, String> more) throws IOException {
    Map<String, String> environment = new HashMap<>(more);
    environment.put("OBSERVER_PORT", "0");
    environment.put("OTEL_METRIC_EXPORT_INTERVAL", "100");
    return Service.start(
        Settings.load(environment, folder),
        () -> {
          throw new AssertionError("the service must not end");
        });
  }

  private HttpResponse<String> post(Service service, int number, Map<String, String> headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(service.address().resolve("/v1/snapshots"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(TestSnapshots.line("BTC", number, T0 + number, "1")));
    headers.forEach(request::header);
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> get(Service service, String path)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(service.address().resolve(path)).build(), BodyHandlers.ofString());
  }
}
