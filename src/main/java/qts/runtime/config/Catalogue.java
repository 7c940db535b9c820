package qts.runtime.config;

import static qts.runtime.config.Setting.Trait.ENVIRONMENT_ONLY;
import static qts.runtime.config.Setting.Trait.SECRET;
import static qts.runtime.config.ValueType.bytes;
import static qts.runtime.config.ValueType.duration;
import static qts.runtime.config.ValueType.flag;
import static qts.runtime.config.ValueType.httpAddress;
import static qts.runtime.config.ValueType.list;
import static qts.runtime.config.ValueType.oneOf;
import static qts.runtime.config.ValueType.path;
import static qts.runtime.config.ValueType.whole;
import static qts.runtime.config.ValueType.word;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.slf4j.event.Level;
import qts.runtime.telemetry.ConnectionString;

/**
 * Every setting there is. A new one is one entry here: reading, checking, {@code observer info} and
 * the table in {@code docs/configuration.md} follow from it.
 */
public final class Catalogue {
  private static final List<Setting<?>> ENTRIES = new ArrayList<>();

  public static final Setting<Boolean> STANDALONE =
      entry(
          "QTS_OBSERVER_STANDALONE",
          flag(),
          "1",
          "`1` runs the service of its own with an HTTP port; `0` is for the recorder embedded in"
              + " another Java process, which opens no port.");

  public static final Setting<Path> DATA_DIR =
      entry(
          "OBSERVER_DATA_DIR",
          path("a folder"),
          "data/observer",
          "Where the journal and everything else that is kept lies.");

  public static final Setting<Path> LOG_DIR =
      entry("OBSERVER_LOG_DIR", path("a folder"), "logs", "Where `observer.log` lies.");

  public static final Setting<Path> CONFIG_DIR =
      entry(
          "OBSERVER_CONFIG_DIR",
          path("a folder"),
          "config",
          "Where `deployment_config.json` is looked for.");

  public static final Setting<Optional<Path>> IMAGE_DEFAULTS =
      entry(
          environmentOnly(
              "OBSERVER_IMAGE_DEFAULTS",
              path("a JSON file").orOff(),
              "off",
              "The file of defaults that is part of a container image: one JSON object of setting"
                  + " names and texts, below every other level."));

  public static final Setting<Optional<String>> JAVA_OPTS =
      entry(
          environmentOnly(
              "OBSERVER_JAVA_OPTS",
              new ValueType<>("options of the Java machine", Optional::of).orOff(),
              "off",
              "Read by the `observer` launcher: options added to those it gives to the Java"
                  + " machine."));

  public static final Setting<String> HOST =
      entry(
          "OBSERVER_HOST",
          word("a host name or an IP address"),
          "127.0.0.1",
          "The address the HTTP port is opened on; one beyond loopback needs a token.");

  public static final Setting<Integer> PORT =
      entry("OBSERVER_PORT", whole(0, 65535), "8000", "The HTTP port; `0` takes any free port.");

  public static final Setting<Optional<String>> API_TOKEN =
      entry(
          environmentOnly(
                  "OBSERVER_API_TOKEN",
                  word("letters, digits and other visible ASCII signs").orOff(),
                  "off",
                  "The bearer token every request but `/health` and `/ready` must carry.")
              .as(SECRET));

  public static final Setting<Optional<Path>> API_TOKEN_FILE =
      entry(
          "OBSERVER_API_TOKEN_FILE",
          path("a file").orOff(),
          "off",
          "The file that holds the bearer token; takes the place of `OBSERVER_API_TOKEN`.");

  public static final Setting<Boolean> ANONYMOUS_ACCESS =
      entry(
          "OBSERVER_ANONYMOUS_ACCESS",
          flag(),
          "off",
          "Allows an address beyond loopback without a token.");

  public static final Setting<Long> MAX_BODY_BYTES =
      entry(
          "OBSERVER_MAX_BODY_BYTES",
          bytes(1 << 10, 1 << 30),
          "32MiB",
          "The largest request body, counted after decompression; a larger one is answered 413.");

  public static final Setting<Long> MAX_SNAPSHOT_BYTES =
      entry(
          "OBSERVER_MAX_SNAPSHOT_BYTES",
          bytes(1 << 10, 4 << 20),
          "1MiB",
          "The largest single snapshot; a larger one becomes a rejected record.");

  public static final Setting<Long> QUEUE_BYTES =
      entry(
          "OBSERVER_QUEUE_BYTES",
          bytes(1 << 10, 1 << 30),
          "64MiB",
          "The bytes that may be on their way to the journal; beyond that, requests are answered"
              + " 503 with `Retry-After`.");

  public static final Setting<Integer> COMMIT_DELAY_MILLIS =
      entry(
          "OBSERVER_COMMIT_DELAY_MILLIS",
          whole(0, 1000),
          "5",
          "The longest time in milliseconds that a record waits for others to share its commit.");

  public static final Setting<Long> SEGMENT_BYTES =
      entry(
          "OBSERVER_SEGMENT_BYTES",
          bytes(256 << 10, 1 << 30),
          "64MiB",
          "The size at which a journal segment is sealed and the next one begun.");

  public static final Setting<Duration> SEGMENT_MAX_AGE =
      entry(
          "OBSERVER_SEGMENT_MAX_AGE",
          duration(),
          "1d",
          "The age at which a journal segment is sealed although it is not full.");

  public static final Setting<Long> DISK_RESERVE_BYTES =
      entry(
          "OBSERVER_DISK_RESERVE_BYTES",
          bytes(0, 1L << 40),
          "256MiB",
          "The free space on the data disk below which no more snapshots are recorded and requests"
              + " are answered 507; decisions go into their reserve.");

  public static final Setting<Long> DECISION_RESERVE_BYTES =
      entry(
          "OBSERVER_DECISION_RESERVE_BYTES",
          bytes(64 << 10, 1 << 30),
          "16MiB",
          "The part of the disk that the journal takes in advance and keeps for decisions, and for"
              + " its own evidence, while there is no room for snapshots.");

  public static final Setting<Optional<Long>> JOURNAL_QUOTA_BYTES =
      entry(
          "OBSERVER_JOURNAL_QUOTA_BYTES",
          bytes(1 << 20, 1L << 50).orOff(),
          "off",
          "The most that all files of the journal may take; then it is as if the disk were full.");

  public static final Setting<Long> ROOM_WARNING_BYTES =
      entry(
          "OBSERVER_ROOM_WARNING_BYTES",
          bytes(0, 1L << 50),
          "1GiB",
          "Warns when the journal may grow by less than this, on its disk or within its quota.");

  public static final Setting<Optional<Duration>> SCRUB_INTERVAL =
      entry(
          "OBSERVER_SCRUB_INTERVAL",
          duration().orOff(),
          "1d",
          "How long after one reading of all sealed segments, which finds damage before it is"
              + " needed, the next begins.");

  public static final Setting<Long> SCRUB_BYTES_PER_SECOND =
      entry(
          "OBSERVER_SCRUB_BYTES_PER_SECOND",
          bytes(64 << 10, 16L << 30),
          "4MiB",
          "How fast they are read for that.");

  public static final Setting<Optional<Path>> SIGNING_KEY_FILE =
      entry(
          "OBSERVER_SIGNING_KEY_FILE",
          path("a file").orOff(),
          "signing-key.pem",
          "The Ed25519 key (PKCS#8, PEM) that signs checkpoints; a relative path starts from"
              + " `OBSERVER_CONFIG_DIR`. Made at the first start, with the verifier key beside it"
              + " in `….pub`. Must lie outside the data folder and be readable by its owner alone;"
              + " `off` makes no checkpoints.");

  public static final Setting<Duration> CHECKPOINT_INTERVAL =
      entry(
          "OBSERVER_CHECKPOINT_INTERVAL",
          duration(),
          "1m",
          "How long after a checkpoint the next one is made, if the journal has grown. One is made"
              + " as well when a segment is sealed and when the service stops.");

  public static final Setting<Optional<Path>> CHECKPOINT_FILE =
      entry(
          "OBSERVER_CHECKPOINT_FILE",
          path("a file").orOff(),
          "off",
          "A file outside the data folder, best on another machine's disk, to which every"
              + " checkpoint is appended.");

  public static final Setting<Optional<String>> CHECKPOINT_WEBHOOK =
      entry(
          "OBSERVER_CHECKPOINT_WEBHOOK",
          httpAddress("whoever keeps checkpoints").orOff(),
          "off",
          "An address to which every checkpoint is posted as plain text; repeated until one"
              + " arrives.");

  static {
    ENTRIES.addAll(RuleCatalogue.all());
  }

  public static final Setting<Optional<List<String>>> DENIED_SYMBOLS =
      entry(
          "OBSERVER_DENIED_SYMBOLS",
          list("symbols").orOff(),
          "off",
          "Symbols whose snapshots the guard blocks.");

  public static final Setting<Optional<Integer>> SESSION_RATE_LIMIT =
      entry(
          "OBSERVER_SESSION_RATE_LIMIT",
          whole(1, 100_000_000).orOff(),
          "off",
          "The snapshots per second of one session beyond which the guard blocks.");

  public static final Setting<Optional<Path>> RULES_FILE =
      entry(
          "OBSERVER_RULES_FILE",
          path("a JSON file").orOff(),
          "off",
          "The rule set that judges every snapshot, see rules.md; read at the start.");

  public static final Setting<Optional<Duration>> ANOMALY_LIFETIME =
      entry(
          "OBSERVER_ANOMALY_LIFETIME",
          duration().orOff(),
          "1m",
          "How long an anomaly that a snapshot shows (gap, stale feed, price jump) holds orders"
              + " of its symbol back.");

  public static final Setting<Optional<Path>> CALENDARS_FILE =
      entry(
          "OBSERVER_CALENDARS_FILE",
          path("a file").orOff(),
          "off",
          "Trading hours and holidays of markets, added to the built-in ones.");

  public static final Setting<Level> LOG_LEVEL =
      entry(
          "OBSERVER_LOG_LEVEL",
          oneOf(EnumSet.allOf(Level.class)),
          "info",
          "The least important messages that are logged.");

  public static final Setting<Long> LOG_MAX_FILE_BYTES =
      entry(
          "OBSERVER_LOG_MAX_FILE_BYTES",
          bytes(4 << 10, 1 << 30),
          "10MiB",
          "The size at which the log file is rolled, at most a quarter of the total.");

  public static final Setting<Integer> LOG_MAX_DAYS =
      entry(
          "OBSERVER_LOG_MAX_DAYS",
          whole(1, 3650),
          "30",
          "The number of days that rolled log files are kept.");

  public static final Setting<Long> LOG_TOTAL_BYTES =
      entry(
          "OBSERVER_LOG_TOTAL_BYTES",
          bytes(16 << 10, 1L << 40),
          "200MiB",
          "The most that all log files may take together; the oldest go first.");

  public static final Setting<Optional<String>> OTLP_ENDPOINT =
      entry(
          "OTEL_EXPORTER_OTLP_ENDPOINT",
          httpAddress("an OpenTelemetry collector").orOff(),
          "off",
          "The base URL of a receiver of OTLP over HTTP that metrics and traces are sent to; the"
              + " other `OTEL_…` variables of the standard apply too.");

  public static final Setting<Optional<ConnectionString>> APPLICATION_INSIGHTS =
      entry(
          environmentOnly(
                  "APPLICATIONINSIGHTS_CONNECTION_STRING",
                  new ValueType<>(
                          "`InstrumentationKey=…;IngestionEndpoint=https://…/`",
                          ConnectionString::parse)
                      .orOff(),
                  "off",
                  "The Application Insights resource that metrics and traces are sent to.")
              .as(SECRET));

  public static final Setting<Integer> METRIC_EXPORT_INTERVAL_MILLIS =
      entry(
          "OTEL_METRIC_EXPORT_INTERVAL",
          whole(100, 3_600_000),
          "60000",
          "How often metrics are sent, in milliseconds.");

  public static final Setting<BigDecimal> TRACE_RATIO =
      entry(
          "OTEL_TRACES_SAMPLER_ARG",
          ValueType.share("requests that are traced"),
          "0.01",
          "How many of the requests that come without a trace of their own are traced.");

  private static final List<Setting<?>> ALL = List.copyOf(ENTRIES);

  private Catalogue() {}

  /** All settings in the order in which they are documented. */
  public static List<Setting<?>> all() {
    return ALL;
  }

  /** The setting called {@code name}. */
  static Optional<Setting<?>> find(String name) {
    return ALL.stream()
        .<Setting<?>>map(setting -> setting)
        .filter(setting -> setting.name().equals(name))
        .findFirst();
  }

  private static <T> Setting<T> entry(
      String name, ValueType<T> type, String builtIn, String description) {
    return entry(new Setting<>(name, type, builtIn, description));
  }

  private static <T> Setting<T> environmentOnly(
      String name, ValueType<T> type, String builtIn, String description) {
    return new Setting<>(name, type, builtIn, description).as(ENVIRONMENT_ONLY);
  }

  private static <T> Setting<T> entry(Setting<T> setting) {
    ENTRIES.add(setting);
    return setting;
  }
}
