package qts.runtime.telemetry;

import org.jspecify.annotations.Nullable;
import qts.runtime.recorder.IntakeReport;

/**
 * What happened to the inputs of the request that this thread answers. Times are of the monotonic
 * clock.
 *
 * @param takenAt when they were taken and, if somebody waited for that, durable
 * @param body when the body was there; absent where nobody tells
 */
record Course(
    IntakeReport report, long takeNanos, long commitNanos, long takenAt, @Nullable Body body) {

  /** A body that was complete at {@code receivedAt}. */
  record Body(long receivedAt, long receiveNanos) {
    long begunAt() {
      return receivedAt - receiveNanos;
    }
  }

  Course with(Body received) {
    return new Course(report, takeNanos, commitNanos, takenAt, received);
  }

  /** When they were in order and judged. */
  long recordedAt() {
    return takenAt - commitNanos;
  }
}
