package qts.runtime.telemetry;

import java.time.Duration;
import java.util.Optional;

/**
 * Where telemetry goes and how much of it there is.
 *
 * @param collector the base URL of an OTLP receiver over HTTP
 * @param insights the Application Insights resource
 * @param interval how often metrics are sent
 * @param traceRatio the share of requests that are traced, 0 to 1; a request that comes with a
 *     trace of its own is traced when that one is
 */
public record TelemetrySettings(
    Optional<String> collector,
    Optional<ConnectionString> insights,
    Duration interval,
    double traceRatio) {

  /** Whether telemetry goes anywhere. */
  public boolean isWanted() {
    return collector.isPresent() || insights.isPresent();
  }
}
