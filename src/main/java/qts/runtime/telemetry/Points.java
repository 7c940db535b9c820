package qts.runtime.telemetry;

import static io.opentelemetry.sdk.metrics.data.AggregationTemporality.CUMULATIVE;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.sdk.metrics.data.Data;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.GaugeData;
import io.opentelemetry.sdk.metrics.data.HistogramData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.MetricDataType;
import io.opentelemetry.sdk.metrics.data.SumData;
import io.opentelemetry.sdk.metrics.data.SummaryData;
import io.opentelemetry.sdk.metrics.data.SummaryPointData;
import io.opentelemetry.sdk.metrics.data.ValueAtQuantile;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Label;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Turns the samples of one reading of the registry into points.
 *
 * @param from since when counters count, epoch nanoseconds
 * @param at when the registry was read, epoch nanoseconds
 */
record Points(long from, long at) {

  /** Points of one sort. */
  record Typed(MetricDataType type, Data<?> data) {}

  /** The points of {@code metric}; empty when it has none, or is of a sort that can't be sent. */
  Optional<Typed> of(MetricSnapshot metric) {
    return metric.getDataPoints().isEmpty() ? Optional.empty() : typed(metric);
  }

  private Optional<Typed> typed(MetricSnapshot metric) {
    return switch (metric) {
      case CounterSnapshot counter -> Optional.of(sum(counter));
      case GaugeSnapshot gauge -> Optional.of(gauge(gauge));
      case HistogramSnapshot histogram -> Optional.of(histogram(histogram));
      case SummarySnapshot summary -> Optional.of(summary(summary));
      case InfoSnapshot info -> Optional.of(info(info));
      default -> Optional.empty();
    };
  }

  private Typed sum(CounterSnapshot counter) {
    List<DoublePointData> points =
        counter.getDataPoints().stream().map(p -> point(p.getLabels(), p.getValue())).toList();
    return new Typed(
        MetricDataType.DOUBLE_SUM, SumData.createDoubleSumData(true, CUMULATIVE, points));
  }

  private Typed gauge(GaugeSnapshot gauge) {
    return gauge(
        gauge.getDataPoints().stream().map(p -> point(p.getLabels(), p.getValue())).toList());
  }

  private Typed info(InfoSnapshot info) {
    return gauge(info.getDataPoints().stream().map(p -> point(p.getLabels(), 1)).toList());
  }

  private static Typed gauge(List<DoublePointData> points) {
    return new Typed(MetricDataType.DOUBLE_GAUGE, GaugeData.createDoubleGaugeData(points));
  }

  private Typed histogram(HistogramSnapshot histogram) {
    return new Typed(
        MetricDataType.HISTOGRAM,
        HistogramData.create(
            CUMULATIVE, histogram.getDataPoints().stream().map(this::buckets).toList()));
  }

  private Typed summary(SummarySnapshot summary) {
    return new Typed(
        MetricDataType.SUMMARY,
        SummaryData.create(summary.getDataPoints().stream().map(this::quantiles).toList()));
  }

  private DoublePointData point(Labels labels, double value) {
    return DoublePointData.create(from, at, attributes(labels), value, List.of());
  }

  /** The last bucket is open above on both sides; OpenTelemetry doesn't name its bound. */
  private HistogramPointData buckets(HistogramDataPointSnapshot point) {
    ClassicHistogramBuckets buckets = point.getClassicBuckets();
    List<Double> bounds = new ArrayList<>();
    List<Long> counts = new ArrayList<>();
    for (int i = 0; i < buckets.size(); i++) {
      counts.add(buckets.getCount(i));
      if (i < buckets.size() - 1) {
        bounds.add(buckets.getUpperBound(i));
      }
    }
    return HistogramPointData.create(
        from,
        at,
        attributes(point.getLabels()),
        point.getSum(),
        false,
        0,
        false,
        0,
        bounds,
        counts);
  }

  private SummaryPointData quantiles(SummaryDataPointSnapshot point) {
    List<ValueAtQuantile> quantiles = new ArrayList<>();
    point
        .getQuantiles()
        .forEach(q -> quantiles.add(ValueAtQuantile.create(q.getQuantile(), q.getValue())));
    return SummaryPointData.create(
        from, at, attributes(point.getLabels()), point.getCount(), point.getSum(), quantiles);
  }

  private static Attributes attributes(Labels labels) {
    AttributesBuilder attributes = Attributes.builder();
    for (Label label : labels) {
      attributes.put(label.getName(), label.getValue());
    }
    return attributes.build();
  }
}
