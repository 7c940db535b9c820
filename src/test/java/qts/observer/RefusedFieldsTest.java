package qts.observer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** JSON that does not meet the contract of a snapshot, and its findings. */
class RefusedFieldsTest {
  private static Refused field(
      String part,
      String replacement,
      String rule,
      String path,
      String reason,
      String limit,
      String actual) {
    return new Refused(Documents.with(part, replacement), rule, path, reason, limit, actual);
  }

  private static Refused missing(String part, String path, String type) {
    return field(part, "", "FIELD_MISSING", path, "The field is required.", type, "");
  }

  private static Refused type(
      String part, String replacement, String path, String type, String actual) {
    return field(
        part, replacement, "FIELD_TYPE", path, "The value is of another type.", type, actual);
  }

  private static Refused option(String name, String value, String type) {
    return type(
        "\"mode\":", "\"%s\":%s,\"mode\":".formatted(name, value), "meta." + name, type, value);
  }

  private static final String META =
      Documents.CANONICAL.substring(1, Documents.CANONICAL.indexOf("\"context\""));

  static final List<Refused> FIELDS =
      List.of(
          new Refused("{}", "FIELD_MISSING", "meta", "The field is required.", "object", ""),
          new Refused("[1]", "FIELD_TYPE", "", "The value is of another type.", "object", "[1]"),
          new Refused(
              " \"\\n\" ", "FIELD_TYPE", "", "The value is of another type.", "object", "\"\\n\""),
          new Refused("null", "FIELD_TYPE", "", "The value is of another type.", "object", "null"),
          missing(META, "meta", "object"),
          missing("\"timestamp\":\"2026-01-11T09:03:12.417+09:00\",", "meta.timestamp", "string"),
          missing("\"timestamp_ms\":1768089792417,", "meta.timestamp_ms", "integer"),
          missing("\"session_id\":\"session_007\",", "meta.session_id", "string"),
          missing("\"run_id\":\"d479cb6e4c6244299fb8486537245984\",", "meta.run_id", "string"),
          missing("\"mode\":\"PROD\",", "meta.mode", "string"),
          missing(",\"observer_version\":\"v1.0.0\"", "meta.observer_version", "string"),
          missing("\"source\":\"market\",", "context.source", "string"),
          missing("\"stage\":\"raw\",", "context.stage", "string"),
          missing(
              "\"inputs\":{\"price\":71000.10,\"volume\":1884},", "observation.inputs", "object"),
          missing("\"computed\":{},", "observation.computed", "object"),
          missing(",\"state\":{}", "observation.state", "object"),
          type("\"mode\":\"PROD\"", "\"mode\":null", "meta.mode", "string", "null"),
          type("\"mode\":\"PROD\"", "\"mode\":[\"PROD\"]", "meta.mode", "string", "[\"PROD\"]"),
          type("\"session_007\"", "7", "meta.session_id", "string", "7"),
          type(
              "1768089792417",
              "1768089792417.0",
              "meta.timestamp_ms",
              "integer",
              "1768089792417.0"),
          type(
              "1768089792417",
              "17680897924170e-1",
              "meta.timestamp_ms",
              "integer",
              "17680897924170e-1"),
          type(
              "1768089792417",
              "\"1768089792417\"",
              "meta.timestamp_ms",
              "integer",
              "\"1768089792417\""),
          type("1768089792417", "true", "meta.timestamp_ms", "integer", "true"),
          type("\"005930\"", "5930", "context.symbol", "string or null", "5930"),
          type("\"KRX\"", "{\"a\":1}", "context.market", "string or null", "{\"a\":1}"),
          type("\"computed\":{}", "\"computed\":[]", "observation.computed", "object", "[]"),
          type("\"state\":{}", "\"state\":null", "observation.state", "object", "null"),
          type("\"state\":{}}", "\"state\":{}},\"trace\":0", "trace", "object or null", "0"),
          option("iteration_id", "1.5", "integer or null"),
          option("iteration_id", "\"1\"", "integer or null"),
          option("loop_interval_ms", "\"1\"", "number or null"),
          option("latency_ms", "false", "number or null"),
          option("tick_source", "1", "string or null"),
          option("buffer_depth", "1e2", "integer or null"),
          option("flush_reason", "{}", "string or null"),
          field(
              "\"session_007\"",
              "\"\"",
              "FIELD_EMPTY",
              "meta.session_id",
              "The string is empty.",
              "at least 1 byte",
              ""),
          field(
              "d479cb6e4c6244299fb8486537245984",
              "",
              "FIELD_EMPTY",
              "meta.run_id",
              "The string is empty.",
              "at least 1 byte",
              ""),
          field(
              "\"market\",",
              "\"tape\",",
              "FIELD_ENUM",
              "context.source",
              "The word is none of those allowed.",
              "market, broker, system, external",
              "tape"),
          field(
              "\"market\",",
              "\"\",",
              "FIELD_ENUM",
              "context.source",
              "The word is none of those allowed.",
              "market, broker, system, external",
              ""),
          field(
              "\"raw\"",
              "\"Raw\"",
              "FIELD_ENUM",
              "context.stage",
              "The word is none of those allowed.",
              "raw, computed, state",
              "Raw"),
          field(
              "\"raw\"",
              "\"raw\\u0000\"",
              "FIELD_ENUM",
              "context.stage",
              "The word is none of those allowed.",
              "raw, computed, state",
              "raw\\u0000"),
          field(
              "005930",
              "x".repeat(257),
              "JSON_VALUE_TOO_LONG",
              "context.symbol",
              "The string has 257 bytes.",
              "256 bytes",
              "x".repeat(257)),
          field(
              "005930",
              "x".repeat(1_000_000),
              "JSON_VALUE_TOO_LONG",
              "context.symbol",
              "The string has 1000000 bytes.",
              "256 bytes",
              "x".repeat(200)),
          field(
              "\"raw\"",
              "\"" + "가".repeat(86) + "\"",
              "JSON_VALUE_TOO_LONG",
              "context.stage",
              "The string has 258 bytes.",
              "256 bytes",
              "가".repeat(86)));

  private static Refused time(String timestamp) {
    return field(
        "2026-01-11T09:03:12.417+09:00",
        timestamp,
        "TIMESTAMP_FORMAT",
        "meta.timestamp",
        "The time is not valid ISO-8601 with offset and milliseconds.",
        "YYYY-MM-DDThh:mm:ss.fff with further digits allowed, then Z or ±hh:mm",
        timestamp);
  }

  private static Refused millis(String millis) {
    return field(
        "1768089792417",
        millis,
        "TIMESTAMP_DISAGREES",
        "meta.timestamp_ms",
        "The epoch milliseconds are not those of the timestamp.",
        "1768089792417 to 1768089792517",
        millis);
  }

  static final List<Refused> TIMES =
      Stream.concat(
              Stream.of(
                      "",
                      "2026-01-11",
                      "2026-01-11T09:03:12.417",
                      "2026-01-11T09:03:12+09:00",
                      "2026-01-11T09:03:12.41+09:00",
                      "2026-01-11 09:03:12.417+09:00",
                      "2026-01-11T09:03:12,417+09:00",
                      "2026-01-11T09:03:12.417+0900",
                      "2026-01-11T09:03:12.417+09",
                      "2026-01-11T09:03:12.417+09:60",
                      "2026-01-11T09:03:12.417+18:01",
                      "2026-01-11T09:03:12.417-19:00",
                      "2026-01-11T09:03:12.417z",
                      "2026-01-11T09:03:12.417Z ",
                      "2026-01-11T09:03:12.Z17+09:00",
                      "2026-02-29T09:03:12.417+09:00",
                      "2100-02-29T09:03:12.417+09:00",
                      "2026-04-31T09:03:12.417+09:00",
                      "2026-13-01T09:03:12.417+09:00",
                      "2026-00-01T09:03:12.417+09:00",
                      "2026-01-00T09:03:12.417+09:00",
                      "2026-01-11T24:00:00.000+09:00",
                      "2026-01-11T09:60:12.417+09:00",
                      "2026-01-11T09:03:60.417+09:00",
                      "2026-01-11T09-03:12.417+09:00",
                      "+026-01-11T09:03:12.417+09:00",
                      "2026-01-11T09:03:12." + "4".repeat(60) + "Z")
                  .map(RefusedFieldsTest::time),
              Stream.of(
                      "1768089792416",
                      "1768089792518",
                      "1768089792",
                      "-1768089792417",
                      "0",
                      "99999999999999999999999999999999")
                  .map(RefusedFieldsTest::millis))
          .toList();

  @ParameterizedTest
  @FieldSource({"FIELDS", "TIMES"})
  void aSnapshotAgainstTheContractGetsItsFinding(Refused refused) {
    assertThat(refused.findingAfter()).isEqualTo(refused.finding());
    assertThat(refused.findingAfter(Documents.CANONICAL)).isEqualTo(refused.finding());
  }
}
