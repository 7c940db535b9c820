package qts.runtime.telemetry;

import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.metrics.data.Data;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.MetricDataType;
import io.opentelemetry.sdk.resources.Resource;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One metric as the library takes it. */
record RegistryMetric(
    Resource resource, String name, String description, MetricDataType type, Data<?> data)
    implements MetricData {
  private static final InstrumentationScopeInfo SCOPE =
      InstrumentationScopeInfo.create(SentTelemetry.SCOPE);

  /** What the last word of a name says about its unit, in the notation of UCUM. */
  private static final Map<String, String> UNITS =
      Map.of("seconds", "s", "bytes", "By", "ratio", "1");

  static RegistryMetric of(MetricSnapshot snapshot, Points.Typed data, Resource resource) {
    @Nullable String help = snapshot.getMetadata().getHelp();
    return new RegistryMetric(
        resource, name(snapshot), help == null ? "" : help, data.type(), data.data());
  }

  /** The name that the text exposition gives it. */
  private static String name(MetricSnapshot snapshot) {
    String name = snapshot.getMetadata().getPrometheusName();
    return switch (snapshot) {
      case CounterSnapshot counter -> name + "_total";
      case InfoSnapshot info -> name + "_info";
      default -> name;
    };
  }

  @Override
  public Resource getResource() {
    return resource;
  }

  @Override
  public InstrumentationScopeInfo getInstrumentationScopeInfo() {
    return SCOPE;
  }

  @Override
  public String getName() {
    return name;
  }

  @Override
  public String getDescription() {
    return description;
  }

  @Override
  public String getUnit() {
    String quantity = name.endsWith("_total") ? name.substring(0, name.length() - 6) : name;
    return UNITS.getOrDefault(quantity.substring(quantity.lastIndexOf('_') + 1), "");
  }

  @Override
  public MetricDataType getType() {
    return type;
  }

  @Override
  public Data<?> getData() {
    return data;
  }
}
