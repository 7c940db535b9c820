package qts.observer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SnapshotScannerTest {
  private final SnapshotScanner scanner = new SnapshotScanner();

  @Test
  void aSnapshotGivesItsFieldsItsCountsAndItsPieces() {
    assertThat(Scan.of(scanner, Documents.CANONICAL)).isEqualTo(canonical());
  }

  @Test
  void theSameShapeAgainGivesTheSame() {
    Scan.of(scanner, Documents.CANONICAL);

    assertThat(Scan.of(scanner, Documents.CANONICAL)).isEqualTo(canonical());
    assertThat(scanner.recognised()).isEqualTo(1);
  }

  private static Scan canonical() {
    return new Scan(
        true,
        null,
        Map.ofEntries(
            Map.entry(Field.TIMESTAMP, "STRING 2026-01-11T09:03:12.417+09:00"),
            Map.entry(Field.TIMESTAMP_MS, "NUMBER 1768089792417"),
            Map.entry(Field.SESSION_ID, "STRING session_007"),
            Map.entry(Field.RUN_ID, "STRING d479cb6e4c6244299fb8486537245984"),
            Map.entry(Field.MODE, "STRING PROD"),
            Map.entry(Field.OBSERVER_VERSION, "STRING v1.0.0"),
            Map.entry(Field.SOURCE, "STRING market"),
            Map.entry(Field.STAGE, "STRING raw"),
            Map.entry(Field.SYMBOL, "STRING 005930"),
            Map.entry(Field.MARKET, "STRING KRX"),
            Map.entry(Field.PRICE, "NUMBER 71000.10"),
            Map.entry(Field.VOLUME, "NUMBER 1884")),
        Documents.CANONICAL,
        1768089792417L,
        List.of(2, 0, 0),
        List.of(
            "{\"meta\":{\"timestamp\":\"",
            "2026-01-11T09:03:12.417+09:00",
            "\",\"timestamp_ms\":",
            "1768089792417",
            ",\"session_id\":\"",
            "session_007",
            "\",\"run_id\":\"",
            "d479cb6e4c6244299fb8486537245984",
            "\",\"mode\":\"",
            "PROD",
            "\",\"observer_version\":\"",
            "v1.0.0",
            "\"},\"context\":{\"source\":\"",
            "market",
            "\",\"stage\":\"",
            "raw",
            "\",\"symbol\":\"",
            "005930",
            "\",\"market\":\"",
            "KRX",
            "\"},\"observation\":{\"inputs\":{\"price\":",
            "71000.10",
            ",\"volume\":",
            "1884",
            "},\"computed\":{},\"state\":{}}}"));
  }

  @Test
  void everyRecordOfThePythonOriginalIsRead() {
    List<String> lines = Documents.patternRecords();

    assertThat(lines.stream().map(line -> scan(Form.RECORD, line)).filter(scan -> !scan.accepted()))
        .isEmpty();
    assertThat(lines.stream().map(line -> scan(Form.RECORD, line).reassembled())).isEqualTo(lines);
    assertThat(
            lines.stream()
                .map(line -> scan(Form.RECORD, line).snapshot())
                .map(snapshot -> scan(Form.SNAPSHOT, snapshot))
                .filter(scan -> !scan.accepted()))
        .isEmpty();
    assertThat(scanner.recognised()).isGreaterThan(1700);
  }

  private Scan scan(Form form, String text) {
    return Scan.of(scanner, form, text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aRecordHasTheFieldsOfItsSnapshot() {
    String line = "{\"snapshot\": " + Documents.CANONICAL + " , \"metadata\":{\"mode\":1}}";
    Scan expected = Scan.of(new SnapshotScanner(), Documents.CANONICAL);

    for (Scan scan : List.of(scan(Form.RECORD, line), scan(Form.RECORD, line))) {
      assertThat(
              new Scan(
                  scan.accepted(),
                  scan.finding(),
                  scan.fields(),
                  scan.snapshot(),
                  scan.timestampMillis(),
                  scan.counts(),
                  expected.pieces()))
          .isEqualTo(expected);
      assertThat(scan.reassembled()).isEqualTo(line);
    }
  }

  @Test
  void aRecordIsToldByItsFirstName() {
    assertThat(
            Stream.of(
                    " {\t\"snapshot\" : {}}",
                    "{\"snapshot\"",
                    "{\"meta\":{},\"snapshot\":{}}",
                    "[\"snapshot\"]",
                    "{\"snapshots\":{}}",
                    "{\"snapshot",
                    "{",
                    "")
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .map(bytes -> SnapshotScanner.isPatternRecord(bytes, 0, bytes.length)))
        .containsExactly(true, true, false, false, false, false, false, false);
  }

  @Test
  void bidAndAskStandInForMissingPrices() {
    assertThat(
            Stream.of(
                    "\"bid\":1,\"ask\":2",
                    "\"bid\":1,\"bid_price\":3,\"ask_price\":4,\"ask\":2",
                    "\"bid\":null,\"ask\":[2,{}]",
                    "\"bid\":1,\"bid_price\":null")
                .map(Documents::withInputs)
                .map(document -> Scan.of(scanner, document).fields())
                .map(fields -> fields.get(Field.BID_PRICE) + ", " + fields.get(Field.ASK_PRICE)))
        .containsExactly(
            "NUMBER 1, NUMBER 2",
            "NUMBER 3, NUMBER 4",
            "NULL null, ARRAY [2,{}]",
            "NULL null, null");
  }

  @Test
  void aFieldCanHoldAnyKindOfValueInsideTheInputs() {
    String members =
        "\"price\":{\"a\":[\"}\"]},\"volume\":\"n/a\",\"open\":true,\"high\":[ ],\"low\":\"\",\"x\":1";
    for (int i = 0; i < 2; i++) {
      Map<Field, String> fields = Scan.of(scanner, Documents.withInputs(members)).fields();

      assertThat(fields)
          .containsEntry(Field.PRICE, "OBJECT {\"a\":[\"}\"]}")
          .containsEntry(Field.VOLUME, "STRING n/a")
          .containsEntry(Field.OPEN, "BOOLEAN true")
          .containsEntry(Field.HIGH, "ARRAY [ ]")
          .containsEntry(Field.LOW, "STRING ");
    }
  }

  @Test
  void aNameWrittenWithEscapesIsTheNameItStandsFor() {
    Scan scan = Scan.of(scanner, Documents.with("\"session_id\"", "\"\\u0073ession\\u005Fid\""));

    assertThat(scan.fields()).containsEntry(Field.SESSION_ID, "STRING session_007");
  }

  @Test
  void aNameIsNotCutAtAnEscapedNul() {
    Scan scan = Scan.of(scanner, Documents.with("\"symbol\":\"005930\"", "\"symbol\\u0000\":1"));

    assertThat(scan.fields()).doesNotContainKey(Field.SYMBOL);
  }

  @Test
  void theTextOfAFieldIsRawOrDecoded() {
    String document = Documents.with("005930", "\\uc0bc\\uC131 \\ud83d\\ude00\\n\\\\삼성");
    byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
    ScannedSnapshot into = new ScannedSnapshot();
    scanner.scan(bytes, 0, bytes.length, into);

    assertThat(
            List.of(
                into.text(Field.SYMBOL),
                into.decoded(Field.SYMBOL),
                into.decoded(Field.MARKET),
                into.decoded(Field.PRICE),
                into.decoded(Field.BID_PRICE)))
        .containsExactly(
            "\\uc0bc\\uC131 \\ud83d\\ude00\\n\\\\삼성",
            "삼성 \uD83D\uDE00\n\\삼성",
            "KRX",
            "71000.10",
            "");
  }

  @Test
  void whatTheContractAllowsIsAccepted() {
    assertThat(
            Stream.of(
                    " \t\r\n" + Documents.CANONICAL + "\r\n ",
                    Documents.with("\"005930\"", "null"),
                    Documents.with(",\"symbol\":\"005930\",\"market\":\"KRX\"", ""),
                    Documents.with("\"stage\":\"raw\"", "\"st\\u0061ge\":\"r\\u0061w\""),
                    Documents.with("2026-01-11", "2026\\u002d01-11"),
                    Documents.with(".417+09:00", ".417999999999+09:00"),
                    Documents.with("2026-01-11T09:03:12.417+09:00", "2026-01-11T00:03:12.417Z"),
                    Documents.with(
                        "2026-01-11T09:03:12.417+09:00", "2026-01-10T18:33:12.417-05:30"),
                    Documents.with("\"mode\":\"PROD\"", "\"mode\":\"\""),
                    Documents.with(
                        "\"mode\":\"PROD\"",
                        """
                        "mode":"PROD","iteration_id":-7,"loop_interval_ms":1e3,"latency_ms":0.5,\
                        "tick_source":"ws","buffer_depth":0,"flush_reason":null\
                        """),
                    Documents.with("\"state\":{}}}", "\"state\":{}},\"trace\":null}"),
                    Documents.with(
                        "\"state\":{}}}",
                        "\"state\":{}},\"trace\":{\"schema_version\":\"1\",\"notes\":[]},\"x\":[[]]}"),
                    Documents.withInputs(
                        "\"a\":1e-400,\"b\":1.7976931348623157e308,\"c\":-0.0,\"d\":0e5,\"e\":"
                            + "9".repeat(300)),
                    Documents.withInputs("\"deep\":" + "[".repeat(61) + "]".repeat(61)),
                    Documents.with("005930", "x".repeat(256)))
                .map(document -> Scan.of(scanner, document))
                .filter(scan -> !scan.accepted()))
        .isEmpty();
  }

  @Test
  void whatStandsBehindTheEndDoesNotMatter() {
    String sound =
        Documents.withInputs("\"a\":[null,true,false,-1.5e3,\"가\\ud83d\\ude00\"],\"price\":0");
    List<String> wrong = new ArrayList<>();
    for (String document :
        List.of(sound, sound.replace("0}", "NaN}"), sound.replace("0}", "-Infinity}"))) {
      byte[] whole = document.getBytes(StandardCharsets.UTF_8);
      for (int end = 0; end < whole.length; end++) {
        ScannedSnapshot into = new ScannedSnapshot();
        Scan cut = Scan.of(scanner.scan(whole, 0, end, into), into);
        byte[] alone = Arrays.copyOf(whole, end);
        Scan expected = Scan.of(new SnapshotScanner().scan(alone, 0, end, into), into);
        if (cut.accepted() || !cut.equals(expected)) {
          wrong.add("%d: %s instead of %s".formatted(end, cut, expected));
        }
      }
    }

    assertThat(wrong).isEmpty();
  }
}
