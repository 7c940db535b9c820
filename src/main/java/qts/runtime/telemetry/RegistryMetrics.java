package qts.runtime.telemetry;

import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.MetricProducer;
import io.opentelemetry.sdk.resources.Resource;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/**
 * The metrics of the registry as OpenTelemetry's, under the names that {@code /metrics} shows.
 * Counters and histograms are cumulative.
 */
final class RegistryMetrics implements MetricProducer {
  private final Supplier<MetricSnapshots> registry;
  private final InstantSource clock;
  private final long startedNanos;

  RegistryMetrics(Supplier<MetricSnapshots> registry, InstantSource clock) {
    this.registry = registry;
    this.clock = clock;
    this.startedNanos = epochNanos(clock.instant());
  }

  @Override
  public Collection<MetricData> produce(Resource resource) {
    Points points = new Points(startedNanos, epochNanos(clock.instant()));
    List<MetricData> metrics = new ArrayList<>();
    for (MetricSnapshot snapshot : registry.get()) {
      points
          .of(snapshot)
          .map(data -> RegistryMetric.of(snapshot, data, resource))
          .ifPresent(metrics::add);
    }
    return metrics;
  }

  static long epochNanos(Instant instant) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
  }
}
