package qts.runtime.metrics;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import qts.journal.JournalRoom;
import qts.runtime.checkpoint.CheckpointStanding;
import qts.runtime.recorder.Counts;
import qts.runtime.recorder.Recorder;
import qts.runtime.recorder.Standing;

/** What the recorder counts itself, read when the metrics are asked for. */
final class RecorderGauges {
  private static final double NANOS_PER_SECOND = 1e9;

  private final PrometheusRegistry registry;
  private final Supplier<Optional<Recorder>> recorder;

  /**
   * @param recorder the recorder once it is open
   */
  RecorderGauges(PrometheusRegistry registry, Supplier<Optional<Recorder>> recorder) {
    this.registry = registry;
    this.recorder = recorder;
  }

  void register() {
    outcomes();
    gaps();
    checkpoints();
    volume();
    safety();
    gauge("observer_streams", "Streams with an account in the ledger.", r -> streams(r));
    gauge("observer_sessions", "Sessions among those streams.", RecorderGauges::sessions);
    gauge(
        "observer_flagged_days",
        "Days with a critical gap.",
        r -> r.standing().flaggedDays().size());
    gauge(
        "observer_journal_damaged_places",
        "Places of the journal known to be damaged.",
        r -> r.integrity().places());
    gauge(
        "observer_journal_lost_records",
        "Records that can't be read because of them.",
        r -> r.integrity().lostRecords());
    gauge(
        "observer_journal_durable_position",
        "The last durable position.",
        r -> r.journal().durablePosition());
    gauge(
        "observer_journal_next_position",
        "The position the next record gets.",
        r -> r.journal().nextPosition());
    gauge(
        "observer_journal_full",
        "1 while snapshots are shed because the disk or the quota is full.",
        r -> r.journal().isFull() ? 1 : 0);
    room();
    gauge(
        "observer_journal_failed",
        "1 once the journal can't be written any more.",
        r -> r.journal().failure() == null ? 0 : 1);
  }

  private void room() {
    gauge(
        "observer_journal_low_room",
        "1 while the journal has less room to grow than is worth a warning, or none.",
        r -> r.journal().room().state() == JournalRoom.State.AMPLE ? 0 : 1);
    gauge(
        "observer_journal_may_grow_bytes",
        "What new files of the journal may take, by the disk or by the quota.",
        r -> r.journal().room().mayGrowBytes());
    gauge(
        "observer_journal_used_bytes",
        "What the files of the journal take.",
        r -> r.journal().room().usedBytes());
    gauge(
        "observer_journal_reserve_left_bytes",
        "What is left of the reserve for decisions.",
        r -> r.journal().room().reserveLeftBytes());
  }

  private void outcomes() {
    CounterWithCallback.builder()
        .name("observer_snapshots_total")
        .help("Inputs since the journal was begun, by what became of them.")
        .labelNames("outcome")
        .callback(callback ->
            recorder
                .get()
                .ifPresent(r -> {
                  Counts counts = r.counts();
                  callback.call((double) counts.recorded(), "recorded");
                  callback.call((double) counts.rejected(), "rejected");
                  callback.call((double) counts.blocked(), "blocked");
                  callback.call((double) counts.duplicate(), "duplicate");
                  callback.call((double) counts.shed(), "shed");
                }))
        .register(registry);
  }

  private void gaps() {
    CounterWithCallback.builder()
        .name("observer_gaps_total")
        .help("Silences of symbols and sources since the start.")
        .labelNames("severity")
        .callback(callback ->
            recorder
                .get()
                .ifPresent(r -> {
                  Standing standing = r.standing();
                  callback.call((double) standing.minorGaps(), "minor");
                  callback.call((double) standing.majorGaps(), "major");
                  callback.call((double) standing.criticalGaps(), "critical");
                }))
        .register(registry);
  }

  private void safety() {
    gauge(
        "observer_safety_kill_switch",
        "1 while the kill switch is on.",
        r -> r.safety().standing().state().killSwitch() ? 1 : 0);
    gauge(
        "observer_safety_trading_enabled",
        "1 while trading is enabled.",
        r -> r.safety().standing().state().tradingEnabled() ? 1 : 0);
    gauge(
        "observer_safety_anomalies",
        "Anomalies in force.",
        r -> r.safety().standing().state().anomalies().size());
    gauge(
        "observer_safety_limits",
        "Limits of orders in force.",
        r -> r.safety().standing().state().limits().size());
  }

  private void checkpoints() {
    GaugeWithCallback.builder()
        .name("observer_checkpoint_position")
        .help("The last position of the newest signed checkpoint, where it was made or published.")
        .labelNames("place")
        .callback(callback ->
            standing(standing -> {
              callback.call((double) standing.position(), "journal");
              standing.places().forEach(p -> callback.call((double) p.position(), p.name()));
            }))
        .register(registry);
    CounterWithCallback.builder()
        .name("observer_checkpoint_failures_total")
        .help("Checkpoints that could not be made or published since the start.")
        .labelNames("place")
        .callback(callback ->
            standing(standing -> {
              callback.call((double) standing.failures(), "journal");
              standing.places().forEach(p -> callback.call((double) p.failures(), p.name()));
            }))
        .register(registry);
  }

  private void standing(Consumer<CheckpointStanding> callback) {
    recorder.get().flatMap(Recorder::checkpoints).ifPresent(callback);
  }

  private void volume() {
    counter(
        "observer_journal_records_total",
        "Records of every kind made durable since the start.",
        r -> r.traffic().records());
    counter(
        "observer_journal_groups_total",
        "Groups of records made durable since the start.",
        r -> r.traffic().groups());
    counter(
        "observer_journal_raw_bytes_total",
        "Bytes of records made durable since the start, as received.",
        r -> r.traffic().rawBytes());
    counter(
        "observer_journal_disk_bytes_total",
        "Bytes written to the journal for them.",
        r -> r.traffic().diskBytes());
    counter(
        "observer_journal_encode_seconds_total",
        "Time spent on encoding and compressing groups.",
        r -> r.traffic().encodeNanos() / NANOS_PER_SECOND);
  }

  private static int streams(Recorder recorder) {
    return recorder.standing().streams().size();
  }

  private static double sessions(Recorder recorder) {
    return recorder.standing().streams().stream().map(s -> s.name().session()).distinct().count();
  }

  private void gauge(String name, String help, ToDoubleFunction<Recorder> value) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .callback(callback -> read(value, callback::call))
        .register(registry);
  }

  private void counter(String name, String help, ToDoubleFunction<Recorder> value) {
    CounterWithCallback.builder()
        .name(name)
        .help(help)
        .callback(callback -> read(value, callback::call))
        .register(registry);
  }

  private void read(ToDoubleFunction<Recorder> value, Consumer<Double> callback) {
    recorder.get().ifPresent(r -> callback.accept(value.applyAsDouble(r)));
  }
}
