package qts.runtime.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputFileTest {
  private static final CsvOrigin ORIGIN = new CsvOrigin("BTC/USD", "BITSTAMP", "s1");

  @TempDir Path folder;

  @Test
  void aCsvRowBecomesASnapshotWithItsDigitsAndAnIdOfFileAndRow() throws IOException {
    assertThat(read("t.csv", "timestamp,price,amount\n1385337600,800.010000000000,0.10\n"))
        .containsExactly(
            new Input(
                """
                {"meta":{"timestamp":"2013-11-25T00:00:00.000+00:00","timestamp_ms":1385337600000,\
                "session_id":"s1","run_id":"d2c13f5c51393057a60bd62ba4fdbfe3","mode":"DEV",\
                "observer_version":"v1.0.0","iteration_id":1},"context":{"source":"market",\
                "stage":"raw","symbol":"BTC/USD","market":"BITSTAMP"},"observation":{"inputs":\
                {"price":800.010000000000,"volume":0.10},"computed":{},"state":{}}}\
                """,
                1385337600000L));
  }

  @Test
  void columnsOfOtherNamesAreKeptAndTextIsQuoted() throws IOException {
    assertThat(read("t.csv", "timestamp_ms,symbol,side,bid\n1385337600001,ETH,a\"b,\n"))
        .singleElement()
        .satisfies(input ->
            assertThat(input.json())
                .contains("\"symbol\":\"ETH\"", "{\"side\":\"a\\\"b\",\"bid\":null}"));
  }

  @Test
  void aRowOfAnotherWidthIsNamed() {
    assertThatThrownBy(() -> read("t.csv", "time,price\n1,2\n3\n"))
        .isInstanceOf(InputFormatException.class)
        .hasMessage("t.csv, line 3: has 1 values for 2 columns");
  }

  @Test
  void aHeaderWithoutATimeIsRefused() {
    assertThatThrownBy(() -> read("t.csv", "price,amount\n1,2\n"))
        .isInstanceOf(InputFormatException.class)
        .hasMessageStartingWith("t.csv, line 1: the header needs a column timestamp");
  }

  @Test
  void linesOfJsonAreSentAsTheyAre() throws IOException {
    assertThat(read("t.jsonl", "{\"a\":1}\n\n not json \n"))
        .containsExactly(
            new Input("{\"a\":1}", Input.UNTIMED), new Input(" not json ", Input.UNTIMED));
  }

  @Test
  void aSpeedIsMaxOrAFactor() {
    assertThat(Speed.parse("max")).isEqualTo(Speed.MAX);
    assertThat(Speed.parse("100x").dueNanos(1_000)).isEqualTo(10_000_000);
    for (String wrong : List.of("", "fast", "0x", "-1x", "1", "1xx")) {
      assertThatThrownBy(() -> Speed.parse(wrong)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  private List<Input> read(String name, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    List<Input> read = new ArrayList<>();
    try (Inputs inputs = InputFile.open(file, ORIGIN)) {
      for (Input input = inputs.next(); input != null; input = inputs.next()) {
        read.add(input);
      }
    }
    return read;
  }
}
