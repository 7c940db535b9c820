package qts.runtime.config;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import qts.logs.LogPlan;
import qts.runtime.http.HttpSettings;
import qts.runtime.telemetry.TelemetrySettings;

/** Turns settings into the log, the HTTP port and the telemetry they describe. */
public final class ServicePlan {
  private ServicePlan() {}

  /**
   * How the operational log is kept.
   *
   * @param colours whether the console shows colours
   */
  public static LogPlan log(Settings settings, boolean colours) {
    return new LogPlan(
        new Paths(settings).logFile(),
        settings.get(Catalogue.LOG_LEVEL),
        settings.get(Catalogue.LOG_MAX_FILE_BYTES),
        settings.get(Catalogue.LOG_MAX_DAYS),
        settings.get(Catalogue.LOG_TOTAL_BYTES),
        colours);
  }

  /**
   * Where the service listens and whom it answers.
   *
   * @throws ConfigurationException when the file of the token can't be used
   */
  public static HttpSettings http(Settings settings) {
    Optional<Predicate<String>> token = ApiToken.of(settings).map(known -> known::matches);
    return new HttpSettings(settings.get(Catalogue.HOST), settings.get(Catalogue.PORT), token);
  }

  /** Where telemetry goes; empty when it goes nowhere. */
  public static Optional<TelemetrySettings> telemetry(Settings settings) {
    TelemetrySettings telemetry =
        new TelemetrySettings(
            settings.get(Catalogue.OTLP_ENDPOINT),
            settings.get(Catalogue.APPLICATION_INSIGHTS),
            Duration.ofMillis(settings.get(Catalogue.METRIC_EXPORT_INTERVAL_MILLIS)),
            settings.get(Catalogue.TRACE_RATIO).doubleValue());
    return Optional.of(telemetry).filter(TelemetrySettings::isWanted);
  }
}
