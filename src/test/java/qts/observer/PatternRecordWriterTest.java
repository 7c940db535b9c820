package qts.observer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

class PatternRecordWriterTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Producer ORIGINAL =
      new Producer(
          "observer_core", "observer_core_v1", "v1.0.0", "v1.0.0", ZoneId.of("Asia/Seoul"));

  private final PatternRecordWriter writer = new PatternRecordWriter(ORIGINAL);

  @Test
  void everySampleIsMadeAgainFromItsSnapshot() {
    List<String> samples = Documents.patternRecords();

    assertThat(samples).hasSize(600);
    for (String sample : samples) {
      assertThat(tokens(rewritten(sample))).as(sample).isEqualTo(tokens(sample));
    }
  }

  @Test
  void aPlainSnapshotBecomesExactlyThisLine() {
    ScannedSnapshot snapshot =
        SnapshotFixture.at(1_768_089_792_417L)
            .market("KRX")
            .symbol("005930")
            .price("71000.10")
            .scan();

    assertThat(record(snapshot, new Notes()))
        .isEqualTo(
            """
            {"snapshot":{"meta":{"timestamp":"2026-01-11T00:03:12.417+00:00",\
            "timestamp_ms":1768089792417,"session_id":"s1","run_id":"r1","mode":"DEV",\
            "observer_version":"v1"},"context":{"source":"market","stage":"raw",\
            "symbol":"005930","market":"KRX"},"observation":{"inputs":{"price":71000.10},\
            "computed":{},"state":{}}},"regime_tags":{},"condition_tags":[],"outcome_labels":{},\
            "metadata":{"schema_version":"v1.0.0","dataset_version":"v1.0.0",\
            "build_id":"observer_core_v1","generated_at":"2026-01-11T09:03:12.500+09:00",\
            "session_id":"s1","mode":"DEV","quality_flags":[],"validation":{"severity":"INFO"},\
            "guard":{"action":"PASS","reason":"OK"},"_schema":{"record_schema_name":"PatternRecord",\
            "record_schema_version":"v1.1.0","compat_min_version":"v1.0.0",\
            "producer":"observer_core","build_id":"observer_core_v1","dataset_version":"v1.0.0",\
            "generated_at":"2026-01-11T09:03:12.500+09:00","session_id":"s1","mode":"DEV"},\
            "_quality":{"flags":["NO_COMPUTED","NO_STATE"],"stats":{"inputs_count":1,\
            "computed_count":0,"state_count":0,"timestamp_ms":1768089792417,\
            "timestamp_iso":"2026-01-11T00:03:12.417+00:00","time_resolution":"ms",\
            "has_price":true,"has_volume":false}},"_interpretation":{"summary":{"source":"market",\
            "stage":"raw","symbol":"005930","market":"KRX","price":71000.10},\
            "hints":["HAS_PRICE"]}}}\
            """);
  }

  @Test
  void whatThePipelineNotedStandsInTheSlotsForIt() {
    Notes notes = new Notes();
    notes.priceDelta().set(-5, 1);
    notes.volumeDelta().set(3, 0);
    notes.silence(61_500);
    notes.flag(SemanticRule.PRICE_JUMP);
    notes.flag(SemanticRule.VOLUME_SPIKE);
    notes.flag(SemanticRule.ZERO_VOLUME);
    notes.flag(SemanticRule.TIME_BACKWARDS);
    notes.guard(GuardAction.NO_OP, "\"drill\"\n한글 \\");

    assertThat(record(SnapshotFixture.at(0).scan(), notes))
        .contains(
            "\"regime_tags\":{\"price_delta_short\":-0.5,\"volume_delta_short\":3,"
                + "\"gap_seconds\":61.5}",
            "\"condition_tags\":[\"GAP_MAJOR\",\"PRICE_JUMP\",\"VOLUME_SPIKE\"]",
            "\"quality_flags\":[\"TIME_BACKWARDS\",\"ZERO_VOLUME\"]",
            "\"validation\":{\"severity\":\"WARN\"}",
            "\"guard\":{\"action\":\"NO_OP\",\"reason\":\"\\\"drill\\\"\\u000a한글 \\\\\"}")
        .satisfies(record -> assertThat(tokens(record)).isNotEmpty());
  }

  @ParameterizedTest(name = "{0}: {1} {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "null | true | PRICE_NOT_NUMERIC",
        "true | true | PRICE_NOT_NUMERIC",
        "\"\\u0037\" | true | PRICE_NOT_NUMERIC",
        "[1,{\"a\":[]}] | true | PRICE_NOT_NUMERIC",
        "{} | true | PRICE_NOT_NUMERIC",
        "12345678901234567890 | true | ``",
        "1e-07 | true | ``"
      })
  void whateverStandsAtPriceIsRepeatedAsItIsSpelled(String price, boolean has, String flag) {
    String record = record(SnapshotFixture.at(0).price(price).scan(), new Notes());

    assertThat(record)
        .contains("\"has_price\":" + has, "\"market\":null,\"price\":" + price + "},\"hints\"")
        .satisfies(
            text -> assertThat(text.contains("PRICE_NOT_NUMERIC")).isEqualTo(!flag.isEmpty()));
  }

  @Test
  void aSnapshotOfSeveralLinesBecomesOneLine() {
    String pretty =
        SnapshotFixture.at(0).price("[1,2]").json().replace(",", ",\r\n").replace("{", "{\n");
    String record = record(SnapshotFixture.scan("\n " + pretty + "\n"), new Notes());

    assertThat(record).doesNotContain("\n", "\r").startsWith("{\"snapshot\":{ \"meta\":");
    assertThat(snapshotTokens(record)).isEqualTo(tokens(pretty));
  }

  @Test
  void absentSymbolAndMarketAreNull() {
    String json = SnapshotFixture.at(0).json().replace(",\"symbol\":null,\"market\":null", "");

    assertThat(record(SnapshotFixture.scan(json), new Notes()))
        .contains(
            "\"summary\":{\"source\":\"market\",\"stage\":\"raw\",\"symbol\":null,\"market\":null}");
  }

  @Test
  void aProducerWithQuotesInItsNameStillMakesJson() {
    PatternRecordWriter odd =
        new PatternRecordWriter(
            new Producer("say \"hi\"", "b\\1", "v1", "v1", ZoneId.of("America/New_York")));
    Utf8Buffer out = new Utf8Buffer();
    odd.write(SnapshotFixture.at(0).scan(), new Notes(), 0, out);

    assertThat(tokens(out.toString()))
        .contains(
            "VALUE_STRING say \"hi\"",
            "VALUE_STRING b\\1",
            "VALUE_STRING 1969-12-31T19:00:00.000-05:00");
  }

  private String record(ScannedSnapshot snapshot, Notes notes) {
    Utf8Buffer out = new Utf8Buffer();
    writer.write(snapshot, notes, 1_768_089_792_500L, out);
    return out.toString();
  }

  private String rewritten(String sample) {
    byte[] bytes = sample.getBytes(StandardCharsets.UTF_8);
    ScannedSnapshot snapshot = new ScannedSnapshot();
    new SnapshotScanner().scanPatternRecord(bytes, 0, bytes.length, snapshot);
    Utf8Buffer out = new Utf8Buffer();
    String generatedAt = JSON.readTree(sample).path("metadata").path("generated_at").stringValue();
    writer.write(snapshot, new Notes(), generatedAt, out);
    return out.toString();
  }

  /**
   * The kind and text of every token in order, so that key order and the spelling of numbers count.
   */
  private static List<String> tokens(String json) {
    try (JsonParser parser = JSON.createParser(json)) {
      List<String> tokens = new ArrayList<>();
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        tokens.add(token + " " + parser.getString());
      }
      return tokens;
    }
  }

  private static List<String> snapshotTokens(String record) {
    List<String> all = tokens(record);
    return all.subList(2, all.indexOf("PROPERTY_NAME regime_tags"));
  }
}
