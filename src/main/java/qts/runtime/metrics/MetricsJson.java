package qts.runtime.metrics;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Label;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import java.io.ByteArrayOutputStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** The metrics as JSON: one member a metric, with its help and its samples. */
final class MetricsJson {
  private MetricsJson() {}

  static byte[] of(MetricSnapshots metrics) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(8192);
    try (JsonGenerator json = JsonMapper.shared().createGenerator(out)) {
      json.writeStartObject();
      for (MetricSnapshot metric : metrics) {
        write(json, metric);
      }
      json.writeEndObject();
    }
    return out.toByteArray();
  }

  private static void write(JsonGenerator json, MetricSnapshot metric) {
    MetricMetadata about = metric.getMetadata();
    json.writeObjectPropertyStart(about.getPrometheusName());
    json.writeStringProperty("help", about.getHelp() == null ? "" : about.getHelp());
    json.writeArrayPropertyStart("samples");
    for (DataPointSnapshot point : metric.getDataPoints()) {
      write(json, point);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, DataPointSnapshot point) {
    json.writeStartObject();
    json.writeObjectPropertyStart("labels");
    for (Label label : point.getLabels()) {
      json.writeStringProperty(label.getName(), label.getValue());
    }
    json.writeEndObject();
    switch (point) {
      case CounterDataPointSnapshot counter -> number(json, "value", counter.getValue());
      case GaugeDataPointSnapshot gauge -> number(json, "value", gauge.getValue());
      case SummaryDataPointSnapshot summary -> {
        json.writeNumberProperty("count", summary.getCount());
        number(json, "sum", summary.getSum());
      }
      case HistogramDataPointSnapshot histogram -> write(json, histogram);
      default -> {}
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, HistogramDataPointSnapshot histogram) {
    json.writeNumberProperty("count", histogram.getCount());
    number(json, "sum", histogram.getSum());
    json.writeArrayPropertyStart("buckets");
    ClassicHistogramBuckets buckets = histogram.getClassicBuckets();
    for (int i = 0; i < buckets.size(); i++) {
      json.writeStartObject();
      number(json, "up_to", buckets.getUpperBound(i));
      json.writeNumberProperty("count", buckets.getCount(i));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** Numbers that JSON has no word for become null. */
  private static void number(JsonGenerator json, String name, double value) {
    if (Double.isFinite(value)) {
      json.writeNumberProperty(name, value);
    } else {
      json.writeNullProperty(name);
    }
  }
}
