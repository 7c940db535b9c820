package qts.runtime.metrics;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import qts.runtime.judging.JudgingState;

/** How far the rules are, read when the metrics are asked for. */
final class JudgingGauges {
  private static final double MILLIS_PER_SECOND = 1e3;

  private final PrometheusRegistry registry;
  private final Supplier<Optional<JudgingState>> rules;

  /**
   * @param rules how far the rules are, once they judge
   */
  JudgingGauges(PrometheusRegistry registry, Supplier<Optional<JudgingState>> rules) {
    this.registry = registry;
    this.rules = rules;
  }

  void register() {
    gauge("observer_rules_position", "The last position that was judged.", JudgingState::position);
    gauge(
        "observer_rules_lag_records",
        "Durable records that were not judged yet.",
        JudgingState::lagRecords);
    gauge(
        "observer_rules_lag_seconds",
        "How long ago the last judged record was received, while there are more.",
        state -> state.lagMillis() / MILLIS_PER_SECOND);
    gauge(
        "observer_rules_failed",
        "1 once nothing is judged any more.",
        state -> state.failure().isPresent() ? 1 : 0);
    CounterWithCallback.builder()
        .name("observer_rules_decisions_total")
        .help("What the rules decided since the start, repeats counted one by one.")
        .labelNames("kind")
        .callback(callback ->
            rules
                .get()
                .ifPresent(state -> {
                  callback.call((double) state.judgments(), "judgment");
                  callback.call((double) state.blocks(), "block");
                  callback.call((double) state.nonExecutions(), "non_execution");
                }))
        .register(registry);
  }

  private void gauge(String name, String help, ToDoubleFunction<JudgingState> value) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .callback(
            callback -> rules.get().ifPresent(state -> callback.call(value.applyAsDouble(state))))
        .register(registry);
  }
}
