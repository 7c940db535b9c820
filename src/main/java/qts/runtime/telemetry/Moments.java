package qts.runtime.telemetry;

import java.time.Instant;

/**
 * Turns readings of the monotonic clock into times of day.
 *
 * @param nanos the monotonic clock now
 * @param epochNanos the wall clock at the same moment
 */
record Moments(long nanos, long epochNanos) {

  static Moments now() {
    Instant wall = Instant.now();
    return new Moments(System.nanoTime(), RegistryMetrics.epochNanos(wall));
  }

  /** The time of day at which the monotonic clock showed {@code reading}. */
  long epochNanos(long reading) {
    return epochNanos - (nanos - reading);
  }
}
