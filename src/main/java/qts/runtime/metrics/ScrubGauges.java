package qts.runtime.metrics;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import qts.runtime.scrub.ScrubPass;
import qts.runtime.scrub.ScrubStanding;

/** How the scrubs of the journal stand, read when the metrics are asked for. */
final class ScrubGauges {
  private final PrometheusRegistry registry;
  private final Supplier<ScrubStanding> scrub;

  ScrubGauges(PrometheusRegistry registry, Supplier<ScrubStanding> scrub) {
    this.registry = registry;
    this.scrub = scrub;
  }

  void register() {
    CounterWithCallback.builder()
        .name("observer_journal_scrub_bytes_total")
        .help("Bytes of the journal read and checked in the background since the start.")
        .callback(callback -> callback.call((double) scrub.get().readBytes()))
        .register(registry);
    gauge(
        "observer_journal_scrub_running",
        "1 while all sealed segments are being read and checked.",
        s -> LongStream.of(s.running().isPresent() ? 1 : 0));
    gauge(
        "observer_journal_scrub_last_finished_timestamp_seconds",
        "When that was finished last, seconds since 1970.",
        s -> s.finishedMillis().stream().map(millis -> millis / 1000));
    gauge(
        "observer_journal_scrub_damaged_groups",
        "Damaged places that it found then.",
        s -> s.last().stream().mapToLong(ScrubPass::damagedPlaces));
    gauge(
        "observer_journal_scrub_last_bytes",
        "Bytes it read then.",
        s -> s.last().stream().mapToLong(ScrubPass::bytes));
  }

  /** A gauge that has a value only where there is one. */
  private void gauge(String name, String help, Function<ScrubStanding, LongStream> value) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .callback(callback -> value.apply(scrub.get()).forEach(v -> callback.call((double) v)))
        .register(registry);
  }
}
