package qts.runtime.metrics;

import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import qts.runtime.http.BodyMemory;
import qts.runtime.http.Check;
import qts.runtime.http.Exposition;
import qts.runtime.http.HttpListener;
import qts.runtime.judging.JudgingState;
import qts.runtime.recorder.IntakeReport;
import qts.runtime.recorder.Recorder;
import qts.runtime.scrub.ScrubStanding;

/** Everything that is measured of a service. */
public final class Metrics implements Exposition {
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final ExpositionFormats formats = ExpositionFormats.init();
  private final Measurements measurements = new Measurements(registry);
  private final long started = System.nanoTime();

  public Metrics(String version) {
    new MachineGauges(registry, new MachineFiles(Path.of("/"))).register();
    Info.builder()
        .name("observer_build")
        .help("Which build runs.")
        .labelNames("version")
        .register(registry)
        .setLabelValues(version);
    gauge("observer_up", "1 while the process answers.", () -> 1);
    gauge(
        "observer_uptime_seconds",
        "Seconds since the start.",
        () -> (System.nanoTime() - started) / 1e9);
  }

  /** Adds what the recorder counts itself, from when it is there. */
  public void watch(Supplier<Optional<Recorder>> recorder) {
    new RecorderGauges(registry, recorder).register();
  }

  /** Adds how far the rules are, from when they judge. */
  public void watchRules(Supplier<Optional<JudgingState>> rules) {
    new JudgingGauges(registry, rules).register();
  }

  /** Adds how the scrubs of the journal stand. */
  public void watchScrub(Supplier<ScrubStanding> scrub) {
    new ScrubGauges(registry, scrub).register();
  }

  /** Adds how much of the memory for bodies is in use. */
  public void watch(BodyMemory memory) {
    gauge(
        "observer_buffer_used_bytes",
        "Bytes of request bodies on their way to the journal.",
        memory::usedBytes);
    gauge("observer_buffer_limit_bytes", "The most there may be.", memory::limitBytes);
    gauge(
        "observer_buffer_utilisation_ratio",
        "The share of the limit that is in use: 0 to 1.",
        () -> (double) memory.usedBytes() / memory.limitBytes());
  }

  /** Adds readiness and the disk. */
  public void watch(Supplier<List<Check>> checks, DiskSpace disk) {
    GaugeWithCallback.builder()
        .name("observer_ready")
        .help("1 for each condition of readiness that holds.")
        .labelNames("check")
        .callback(
            callback -> checks.get().forEach(c -> callback.call(c.passed() ? 1 : 0, c.name())))
        .register(registry);
    gauge("observer_disk_usable_bytes", "Free bytes on the data disk.", disk::usableBytes);
    gauge("observer_disk_total_bytes", "The size of the data disk.", disk::totalBytes);
    gauge(
        "observer_disk_reserve_bytes",
        "The free space below which nothing more is recorded.",
        disk::reserveBytes);
  }

  private void gauge(String name, String help, Supplier<? extends Number> value) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .callback(callback -> callback.call(value.get().doubleValue()))
        .register(registry);
  }

  /** What takes note of requests. */
  public HttpListener requests() {
    return measurements;
  }

  /** Takes note of inputs that were taken. */
  public void onTaken(IntakeReport report, long takeNanos, long commitNanos) {
    measurements.onTaken(report, takeNanos, commitNanos);
  }

  /** Takes note of a group that became durable. */
  public void onCommit(long syncNanos) {
    measurements.onCommit(syncNanos);
  }

  /** All metrics as they are now. */
  public MetricSnapshots scrape() {
    return registry.scrape();
  }

  @Override
  public Page text(String accept) {
    ExpositionFormatWriter writer =
        accept.contains("application/openmetrics-text")
            ? formats.getOpenMetricsTextFormatWriter()
            : formats.getPrometheusTextFormatWriter();
    ByteArrayOutputStream out = new ByteArrayOutputStream(16 << 10);
    try {
      writer.write(out, registry.scrape());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Page(writer.getContentType(), out.toString(StandardCharsets.UTF_8));
  }

  @Override
  public byte[] json() {
    return MetricsJson.of(registry.scrape());
  }
}
