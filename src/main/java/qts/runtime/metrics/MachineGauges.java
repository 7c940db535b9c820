package qts.runtime.metrics;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.instrumentation.jvm.JvmBufferPoolMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmClassLoadingMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmCompilationMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmGarbageCollectorMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmMemoryMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmMemoryPoolAllocationMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmRuntimeInfoMetric;
import io.prometheus.metrics.instrumentation.jvm.JvmThreadsMetrics;
import io.prometheus.metrics.instrumentation.jvm.ProcessMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.lang.management.ManagementFactory;
import java.util.OptionalLong;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/** Processor, memory, disk and network of this process and what surrounds it. */
final class MachineGauges {
  private final PrometheusRegistry registry;
  private final MachineFiles files;

  MachineGauges(PrometheusRegistry registry, MachineFiles files) {
    this.registry = registry;
    this.files = files;
  }

  void register() {
    javaMachine();
    processor();
    network();
    counter(
        "observer_disk_io_read_bytes_total",
        "Bytes this process caused to be read from disks.",
        () -> files.io("read_bytes"));
    counter(
        "observer_disk_io_written_bytes_total",
        "Bytes this process caused to be written to disks.",
        () -> files.io("write_bytes"));
    gauge(
        "observer_container_memory_bytes",
        "Memory of the container, page cache included.",
        files::containerMemory);
    gauge(
        "observer_container_memory_limit_bytes",
        "Memory the container may use.",
        files::containerMemoryLimit);
  }

  /**
   * All that the library knows but native memory: asking whether it is tracked starts the whole of
   * JMX, a tenth of the time in which the service starts, and it isn't tracked.
   */
  private void javaMachine() {
    JvmThreadsMetrics.builder().register(registry);
    JvmBufferPoolMetrics.builder().register(registry);
    JvmClassLoadingMetrics.builder().register(registry);
    JvmCompilationMetrics.builder().register(registry);
    JvmGarbageCollectorMetrics.builder().register(registry);
    JvmMemoryPoolAllocationMetrics.builder().register(registry);
    JvmMemoryMetrics.builder().register(registry);
    JvmRuntimeInfoMetric.builder().register(registry);
    ProcessMetrics.builder().register(registry);
  }

  private void processor() {
    if (ManagementFactory.getOperatingSystemMXBean()
        instanceof com.sun.management.OperatingSystemMXBean system) {
      ratio(
          "observer_cpu_ratio",
          "How busy the processors of the container, or the machine, are: 0 to 1.",
          system::getCpuLoad);
      ratio(
          "observer_process_cpu_ratio",
          "The share of this process in that: 0 to 1.",
          system::getProcessCpuLoad);
    }
  }

  /** A load is negative while the machine can't tell it. */
  private void ratio(String name, String help, DoubleSupplier load) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .callback(callback -> {
          double now = load.getAsDouble();
          if (now >= 0) {
            callback.call(now);
          }
        })
        .register(registry);
  }

  private void network() {
    CounterWithCallback.builder()
        .name("observer_network_received_bytes_total")
        .help("Bytes received by the network devices this process sees, but loopback.")
        .labelNames("device")
        .callback(callback ->
            files
                .network()
                .forEach((name, device) -> callback.call((double) device.received(), name)))
        .register(registry);
    CounterWithCallback.builder()
        .name("observer_network_sent_bytes_total")
        .help("Bytes sent by the network devices this process sees, but loopback.")
        .labelNames("device")
        .callback(callback ->
            files.network().forEach((name, device) -> callback.call((double) device.sent(), name)))
        .register(registry);
  }

  private void counter(String name, String help, Supplier<OptionalLong> value) {
    CounterWithCallback.builder()
        .name(name)
        .help(help)
        .callback(callback -> value.get().ifPresent(callback::call))
        .register(registry);
  }

  private void gauge(String name, String help, Supplier<OptionalLong> value) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .callback(callback -> value.get().ifPresent(callback::call))
        .register(registry);
  }
}
