package qts.runtime.telemetry;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import qts.runtime.telemetry.Readings.Reading;
import tools.jackson.core.JsonGenerator;

/**
 * Sends metrics to Application Insights. Counters and distributions are sent as what came since the
 * last delivery that arrived, so that sums over time are right whatever was lost on the way; gauges
 * as they are.
 */
final class InsightsMetrics implements MetricExporter {
  private static final double ALL = 100;

  private final Ingestion ingestion;
  private final Envelope envelope;
  private final Readings readings = new Readings();
  private boolean begun;

  InsightsMetrics(Ingestion ingestion, Envelope envelope) {
    this.ingestion = ingestion;
    this.envelope = envelope;
  }

  /** Takes what {@code metrics} show as sent already. Only gauges are sent before. */
  synchronized void begin(Collection<MetricData> metrics) {
    settle(samples(metrics));
    begun = true;
  }

  @Override
  public CompletableResultCode export(Collection<MetricData> metrics) {
    List<Sample> samples = sendable(samples(metrics));
    CompletableResultCode result = ingestion.send(envelopes(samples));
    return result.whenComplete(() -> {
      if (result.isSuccess()) {
        settle(samples);
      }
    });
  }

  private synchronized void settle(List<Sample> samples) {
    readings.sent(samples);
  }

  private static List<Sample> samples(Collection<MetricData> metrics) {
    return metrics.stream().flatMap(Sample::of).filter(Sample::isFinite).toList();
  }

  private synchronized List<Sample> sendable(List<Sample> samples) {
    return begun
        ? samples
        : samples.stream().filter(sample -> sample.kind() == Sample.Kind.GAUGE).toList();
  }

  private synchronized List<byte[]> envelopes(List<Sample> samples) {
    List<byte[]> envelopes = new ArrayList<>();
    for (Sample sample : samples) {
      Reading toSend = readings.toSend(sample);
      if (toSend.count() > 0) {
        envelopes.add(envelope(sample, toSend));
      }
    }
    return envelopes;
  }

  private byte[] envelope(Sample sample, Reading toSend) {
    return envelope.write(
        new Envelope.Item("Metric", sample.epochNanos(), ALL, sample.source(), Map.of()),
        json -> {
          json.writeArrayPropertyStart("metrics");
          write(json, sample.metric(), toSend);
          json.writeEndArray();
          Envelope.writeProperties(json, sample.labels());
        });
  }

  private static void write(JsonGenerator json, String name, Reading toSend) {
    json.writeStartObject();
    json.writeStringProperty("name", name);
    json.writeNumberProperty("value", toSend.sum());
    json.writeNumberProperty("count", toSend.count());
    json.writeEndObject();
  }

  @Override
  public AggregationTemporality getAggregationTemporality(InstrumentType instrument) {
    return AggregationTemporality.CUMULATIVE;
  }

  @Override
  public CompletableResultCode flush() {
    return CompletableResultCode.ofSuccess();
  }

  @Override
  public CompletableResultCode shutdown() {
    return CompletableResultCode.ofSuccess();
  }
}
