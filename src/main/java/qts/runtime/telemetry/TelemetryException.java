package qts.runtime.telemetry;

/** Telemetry can't be sent as asked for. */
public final class TelemetryException extends RuntimeException {
  TelemetryException(String message, Throwable cause) {
    super(message, cause);
  }
}
