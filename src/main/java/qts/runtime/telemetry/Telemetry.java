package qts.runtime.telemetry;

import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.Closeable;
import java.util.Optional;
import java.util.function.Supplier;
import qts.runtime.http.HttpListener;
import qts.runtime.recorder.IntakeReport;

/** What a service tells to those who watch it from afar. */
public interface Telemetry extends Closeable {

  /** Tells nothing, and loads nothing of the library that could. */
  Telemetry NONE =
      new Telemetry() {
        @Override
        public void onOpened() {}

        @Override
        public HttpListener requests() {
          return HttpListener.NONE;
        }

        @Override
        public void onTaken(IntakeReport report, long takeNanos, long commitNanos) {}

        @Override
        public void close() {}
      };

  /**
   * Begins to tell.
   *
   * @param settings whom; nobody when empty
   * @param registry gives the metrics
   * @param version the version of the program, told with all telemetry
   * @throws TelemetryException when a standard variable of OpenTelemetry can't be used
   */
  static Telemetry start(
      Optional<TelemetrySettings> settings, Supplier<MetricSnapshots> registry, String version) {
    return settings.isPresent() ? new SentTelemetry(settings.get(), registry, version) : NONE;
  }

  /** Says that the recorder is open: what it counted before is not counted again. */
  void onOpened();

  /** What takes note of requests. */
  HttpListener requests();

  /** Takes note of inputs that were taken on this thread. */
  void onTaken(IntakeReport report, long takeNanos, long commitNanos);

  /** Sends what is there once more, and ends. */
  @Override
  void close();
}
