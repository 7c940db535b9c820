package qts.runtime.metrics;

import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import qts.runtime.http.Answered;
import qts.runtime.http.HttpListener;
import qts.runtime.recorder.IntakeReport;
import qts.runtime.recorder.Refusal;

/** What is counted and timed as it happens. */
final class Measurements implements HttpListener {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double[] SECONDS = {
    25e-6, 50e-6, 100e-6, 250e-6, 500e-6, 1e-3, 2.5e-3, 5e-3, 10e-3, 25e-3, 50e-3, 0.1, 0.25, 0.5,
    1, 2.5
  };
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS");

  private final Map<Stage, DistributionDataPoint> stages = new EnumMap<>(Stage.class);
  private final DistributionDataPoint syncs;
  private final Counter refusals;
  private final Counter requests;
  private final Counter bodyBytes;

  Measurements(PrometheusRegistry registry) {
    Histogram latency =
        histogram("observer_snapshot_processing_seconds")
            .help("How long a request with snapshots, however many, was in each stage.")
            .labelNames("stage")
            .register(registry);
    for (Stage stage : Stage.values()) {
      stages.put(stage, latency.labelValues(stage.label()));
    }
    this.syncs =
        histogram("observer_journal_sync_seconds")
            .help("How long it took to write a group of records and to sync the disk.")
            .register(registry);
    this.refusals =
        Counter.builder()
            .name("observer_refusals_total")
            .help("Inputs that were not recorded as snapshots, by the rule they broke.")
            .labelNames("outcome", "rule")
            .register(registry);
    this.requests =
        Counter.builder()
            .name("observer_http_requests_total")
            .help("Answered requests.")
            .labelNames("method", "route", "status")
            .register(registry);
    this.bodyBytes =
        Counter.builder()
            .name("observer_http_snapshot_bytes_total")
            .help("Bytes of bodies with snapshots, unpacked.")
            .register(registry);
  }

  private static Histogram.Builder histogram(String name) {
    return Histogram.builder().name(name).classicOnly().classicUpperBounds(SECONDS);
  }

  @Override
  public void onAnswered(Answered request) {
    String method = METHODS.contains(request.method()) ? request.method() : "other";
    String route = request.route().isEmpty() ? "unmatched" : request.route();
    requests.labelValues(method, route, Integer.toString(request.status())).inc();
  }

  @Override
  public void onSnapshots(long bytes, long receiveNanos, long totalNanos) {
    bodyBytes.inc(bytes);
    observe(Stage.RECEIVE, receiveNanos);
    observe(Stage.TOTAL, totalNanos);
  }

  void onTaken(IntakeReport report, long takeNanos, long commitNanos) {
    observe(Stage.RECORD, takeNanos);
    if (report.durable()) {
      observe(Stage.COMMIT, commitNanos);
    }
    for (Refusal refusal : report.refusals()) {
      refusals.labelValues(refusal.outcome().word(), refusal.finding().rule()).inc();
    }
  }

  void onCommit(long syncNanos) {
    syncs.observe(syncNanos / NANOS_PER_SECOND);
  }

  private void observe(Stage stage, long nanos) {
    DistributionDataPoint point = stages.get(stage);
    if (point != null) {
      point.observe(nanos / NANOS_PER_SECOND);
    }
  }
}
