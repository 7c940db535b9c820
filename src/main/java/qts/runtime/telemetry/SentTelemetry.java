package qts.runtime.telemetry;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdkBuilder;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import io.opentelemetry.sdk.resources.Resource;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import qts.runtime.http.HttpListener;
import qts.runtime.recorder.IntakeReport;

/**
 * Sends the metrics of the registry and traces of requests, on threads of its own. What does not
 * arrive is lost and logged; recording never waits for it.
 */
final class SentTelemetry implements Telemetry {
  private static final Logger LOG = LoggerFactory.getLogger("qts.telemetry");

  /** Who measures, and the name of the service where no other is given. */
  static final String SCOPE = "qts-observer";

  /** How long stopping waits for the last delivery. */
  private static final long LAST_DELIVERY_MILLIS = 2_000;

  /** What applies unless the standard variables of OpenTelemetry say otherwise. */
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "otel.service.name", SCOPE,
          "otel.exporter.otlp.protocol", "http/protobuf",
          "otel.exporter.otlp.timeout", "5000",
          "otel.traces.sampler", "parentbased_traceidratio",
          "otel.logs.exporter", "none");

  private final LibraryLog libraryLog = new LibraryLog();
  private final TelemetrySettings settings;
  private final String version;
  private final RegistryMetrics metrics;
  private final Optional<Insights> insights;
  private final OpenTelemetrySdk sdk;
  private final RequestTraces traces;

  SentTelemetry(TelemetrySettings settings, Supplier<MetricSnapshots> registry, String version) {
    this.settings = settings;
    this.version = version;
    this.metrics = new RegistryMetrics(registry, InstantSource.system());
    this.insights = settings.insights().map(resource -> new Insights(resource, settings, version));
    this.sdk = sdk();
    this.traces = new RequestTraces(sdk.getTracer(SCOPE));
    settings.collector().ifPresent(to -> LOG.info("telemetry goes to the collector at {}", to));
    settings.insights().ifPresent(to -> LOG.info("telemetry goes to Application Insights, {}", to));
  }

  private OpenTelemetrySdk sdk() {
    AutoConfiguredOpenTelemetrySdkBuilder builder =
        AutoConfiguredOpenTelemetrySdk.builder()
            .disableShutdownHook()
            .addPropertiesSupplier(this::defaults)
            .addPropertiesCustomizer(given -> chosen())
            .addResourceCustomizer((found, given) -> program().merge(found))
            .addMeterProviderCustomizer((meters, given) -> meters.registerMetricProducer(metrics));
    insights.ifPresent(to -> {
      builder.addMeterProviderCustomizer(
          (meters, given) -> meters.registerMetricReader(to.metricReader()));
      builder.addTracerProviderCustomizer(
          (tracers, given) -> tracers.addSpanProcessor(to.spanProcessor()));
    });
    try {
      return builder.build().getOpenTelemetrySdk();
    } catch (ConfigurationException refused) {
      libraryLog.close();
      throw new TelemetryException(
          "The variables of OpenTelemetry can't be used: %s. Correct the one that starts with OTEL_."
              .formatted(refused.getMessage()),
          refused);
    }
  }

  private Map<String, String> defaults() {
    Map<String, String> defaults = new HashMap<>(DEFAULTS);
    String exporter = settings.collector().isPresent() ? "otlp" : "none";
    defaults.put("otel.metrics.exporter", exporter);
    defaults.put("otel.traces.exporter", exporter);
    return defaults;
  }

  private Map<String, String> chosen() {
    Map<String, String> chosen = new HashMap<>();
    settings.collector().ifPresent(url -> chosen.put("otel.exporter.otlp.endpoint", url));
    chosen.put("otel.metric.export.interval", Long.toString(settings.interval().toMillis()));
    chosen.put("otel.traces.sampler.arg", Double.toString(settings.traceRatio()));
    return chosen;
  }

  private Resource program() {
    return Resource.create(Attributes.builder().put("service.version", version).build());
  }

  @Override
  public void onOpened() {
    insights.ifPresent(to -> to.begin(metrics.produce(Resource.empty())));
  }

  @Override
  public HttpListener requests() {
    return traces;
  }

  @Override
  public void onTaken(IntakeReport report, long takeNanos, long commitNanos) {
    traces.onTaken(report, takeNanos, commitNanos);
  }

  @Override
  public void close() {
    sdk.shutdown().join(LAST_DELIVERY_MILLIS, TimeUnit.MILLISECONDS);
    insights.ifPresent(Insights::close);
    libraryLog.close();
  }
}
