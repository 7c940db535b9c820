package qts.runtime.telemetry;

import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.time.Duration;
import java.util.Collection;

/** The way to an Application Insights resource. */
final class Insights implements AutoCloseable {
  private final Ingestion ingestion;
  private final InsightsMetrics metrics;
  private final InsightsSpans spans;
  private final Duration interval;

  Insights(ConnectionString resource, TelemetrySettings settings, String version) {
    Envelope envelope = new Envelope(resource.key(), version);
    this.ingestion = new Ingestion(resource.track());
    this.metrics = new InsightsMetrics(ingestion, envelope);
    this.spans = new InsightsSpans(ingestion, envelope, settings.traceRatio());
    this.interval = settings.interval();
  }

  MetricReader metricReader() {
    return PeriodicMetricReader.builder(metrics).setInterval(interval).build();
  }

  SpanProcessor spanProcessor() {
    return BatchSpanProcessor.builder(spans).build();
  }

  /** Counts from these readings on. */
  void begin(Collection<MetricData> readings) {
    metrics.begin(readings);
  }

  @Override
  public void close() {
    ingestion.close();
  }
}
