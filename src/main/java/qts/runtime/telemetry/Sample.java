package qts.runtime.telemetry;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.PointData;
import io.opentelemetry.sdk.resources.Resource;
import java.util.stream.Stream;
import qts.runtime.telemetry.Readings.Reading;

/**
 * One number of one metric.
 *
 * @param epochNanos when it was read
 */
record Sample(
    Kind kind,
    Resource source,
    String metric,
    Attributes labels,
    long epochNanos,
    Reading reading) {

  /** What a number says. */
  enum Kind {
    /** How things are. */
    GAUGE,
    /** How often something has happened. */
    COUNTER,
    /** What has been observed, as a sum and a count. */
    DISTRIBUTION
  }

  /** The samples in {@code metric}. */
  static Stream<Sample> of(MetricData metric) {
    return switch (metric.getType()) {
      case DOUBLE_GAUGE ->
          metric.getDoubleGaugeData().getPoints().stream()
              .map(p -> sample(Kind.GAUGE, metric, p, p.getValue(), 1));
      case DOUBLE_SUM ->
          metric.getDoubleSumData().getPoints().stream()
              .map(p -> sample(Kind.COUNTER, metric, p, p.getValue(), 1));
      case HISTOGRAM ->
          metric.getHistogramData().getPoints().stream()
              .map(p -> sample(Kind.DISTRIBUTION, metric, p, p.getSum(), p.getCount()));
      case SUMMARY ->
          metric.getSummaryData().getPoints().stream()
              .map(p -> sample(Kind.DISTRIBUTION, metric, p, p.getSum(), p.getCount()));
      case LONG_GAUGE, LONG_SUM, EXPONENTIAL_HISTOGRAM -> Stream.empty();
    };
  }

  private static Sample sample(
      Kind kind, MetricData metric, PointData point, double sum, long count) {
    return new Sample(
        kind,
        metric.getResource(),
        metric.getName(),
        point.getAttributes(),
        point.getEpochNanos(),
        new Reading(sum, count));
  }

  /** Whether Application Insights can take it, which has no word for infinity. */
  boolean isFinite() {
    return Double.isFinite(reading.sum());
  }
}
