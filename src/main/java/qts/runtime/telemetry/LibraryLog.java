package qts.runtime.telemetry;

import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Leads what the telemetry library logs, by the platform's own loggers, to the operational log. */
final class LibraryLog implements AutoCloseable {
  /** The platform forgets loggers that nobody holds. */
  private final Logger logger = Logger.getLogger("io.opentelemetry");

  /**
   * Repeats at every interval what the exporter has said about a failed delivery, without the why.
   */
  private final Logger echo = Logger.getLogger(PeriodicMetricReader.class.getName());

  private final SLF4JBridgeHandler bridge = new SLF4JBridgeHandler();

  LibraryLog() {
    logger.setUseParentHandlers(false);
    logger.addHandler(bridge);
    echo.setLevel(Level.OFF);
  }

  @Override
  public void close() {
    logger.removeHandler(bridge);
    echo.setLevel(null);
    bridge.close();
  }
}
