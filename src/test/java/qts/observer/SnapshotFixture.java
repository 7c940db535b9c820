package qts.observer;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Spells snapshots for tests; every value not given is a plain valid one. */
public final class SnapshotFixture {
  private static final DateTimeFormatter ISO =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxxx").withZone(ZoneOffset.UTC);

  private final Map<String, String> inputs = new LinkedHashMap<>();
  private final long millis;
  private String source = "market";
  private String session = "s1";
  private String market = "null";
  private String symbol = "null";
  private String computed = "{}";
  private String state = "{}";

  private SnapshotFixture(long millis) {
    this.millis = millis;
  }

  public static SnapshotFixture at(long millis) {
    return new SnapshotFixture(millis);
  }

  /** At an ISO 8601 time with offset. */
  public static SnapshotFixture at(String time) {
    return at(Instant.parse(time).toEpochMilli());
  }

  public SnapshotFixture source(String source) {
    this.source = source;
    return this;
  }

  public SnapshotFixture session(String session) {
    this.session = session;
    return this;
  }

  public SnapshotFixture market(String market) {
    this.market = '"' + market + '"';
    return this;
  }

  /** The symbol as it stands between its quotes. */
  public SnapshotFixture symbol(String symbol) {
    this.symbol = '"' + symbol + '"';
    return this;
  }

  public SnapshotFixture price(String json) {
    return input("price", json);
  }

  public SnapshotFixture volume(String json) {
    return input("volume", json);
  }

  public SnapshotFixture input(String name, String json) {
    inputs.put(name, json);
    return this;
  }

  public SnapshotFixture computed(String json) {
    this.computed = json;
    return this;
  }

  public SnapshotFixture state(String json) {
    this.state = json;
    return this;
  }

  public String json() {
    return """
    {"meta":{"timestamp":"%s","timestamp_ms":%d,"session_id":"%s","run_id":"r1","mode":"DEV",\
    "observer_version":"v1"},"context":{"source":"%s","stage":"raw","symbol":%s,"market":%s},\
    "observation":{"inputs":{%s},"computed":%s,"state":%s}}\
    """
        .formatted(
            ISO.format(Instant.ofEpochMilli(millis)),
            millis,
            session,
            source,
            symbol,
            market,
            inputs.entrySet().stream()
                .map(input -> '"' + input.getKey() + "\":" + input.getValue())
                .collect(Collectors.joining(",")),
            computed,
            state);
  }

  public ScannedSnapshot scan() {
    return scan(json());
  }

  /** The scan of any text that meets the contract. */
  public static ScannedSnapshot scan(String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    ScannedSnapshot snapshot = new ScannedSnapshot();
    if (!new SnapshotScanner().scan(bytes, 0, bytes.length, snapshot)) {
      throw new AssertionError(json + " is refused: " + snapshot.finding());
    }
    return snapshot;
  }
}
