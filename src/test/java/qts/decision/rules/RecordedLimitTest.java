package qts.decision.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import qts.decision.json.JsonObject;
import qts.decision.json.JsonReader;

class RecordedLimitTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"at_most\":5};            10;    CONFIRMED",
        "{\"at_most\":5};            5;     CONTRADICTED",
        "{\"above\":1,\"below\":3};  3;     CONFIRMED",
        "{\"above\":1,\"below\":3};  2;     CONTRADICTED",
        "{\"at_most\":null};         2;     UNDECIDED",
        "{\"at_most\":5,\"who\":1};  10;    CONFIRMED",
        "{\"at_most\":5,\"who\":1};  1;     UNDECIDED",
        "{};                         1;     UNDECIDED",
        "3;                          4;     UNDECIDED",
        "false;                      true;  CONFIRMED",
        "true;                       true;  CONTRADICTED",
        "\"no tag\";                 \"X\"; UNDECIDED"
      })
  void limitAndValueSayWhatTheyCan(String limit, String actual, RecordedLimit expected) {
    JsonObject block =
        JsonReader.object(
            "{\"limit\":%s,\"actual\":%s}"
                .formatted(limit, actual)
                .getBytes(StandardCharsets.UTF_8));

    assertThat(RecordedLimit.check(block.get("limit"), block.get("actual"))).isEqualTo(expected);
  }
}
