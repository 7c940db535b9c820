package qts.decision.rules;

import java.util.List;
import java.util.Map;
import qts.decision.Sha256;

/** A snapshot made up for a test; received 5 ms after its own time. */
record FakeView(
    String symbol, String market, long eventMillis, Map<String, Double> numbers, List<String> tags)
    implements SnapshotView {
  static final long DELAY_MILLIS = 5;

  /** A snapshot of one symbol with a price and a volume. */
  static FakeView of(String symbol, long eventMillis, double price, double volume) {
    return new FakeView(
        symbol,
        "KRX",
        eventMillis,
        Map.of("observation.inputs.price", price, "observation.inputs.volume", volume),
        List.of());
  }

  FakeView tagged(String... more) {
    return new FakeView(symbol, market, eventMillis, numbers, List.of(more));
  }

  FakeView without(String name) {
    Map<String, Double> rest = new java.util.HashMap<>(numbers);
    rest.remove("observation.inputs." + name);
    return new FakeView(symbol, market, eventMillis, rest, tags);
  }

  @Override
  public long receiveMillis() {
    return eventMillis + DELAY_MILLIS;
  }

  @Override
  public String runId() {
    return "run-" + symbol + "-" + eventMillis;
  }

  @Override
  public String contentHash() {
    return Sha256.hex(runId());
  }

  @Override
  public double number(String path) {
    return numbers.getOrDefault(path, Double.NaN);
  }
}
