package qts.decision.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import qts.observer.Finding;

class JsonReaderTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"a":{"b":[1,NaN]}}           | JSON_NOT_FINITE | a.b[1]
          {"a":-Infinity}               | JSON_NOT_FINITE | a
          {"a":01}                      | JSON_SYNTAX | a
          {"a":1} {"b":2}               | JSON_SYNTAX | ``
          {"a":{"b":1,"b":2}}           | JSON_DUPLICATE_KEY | a.b
          {"a":["\\ud800"]}             | JSON_LONE_SURROGATE | a[0]
          {"a":"\\udc00\\ud800"}        | JSON_LONE_SURROGATE | a
          {"a":1e999}                   | JSON_NOT_FINITE | a
          {"a":[1,2                     | JSON_SYNTAX | a[1]
          {"a":                         | JSON_SYNTAX | a
          ``                            | JSON_SYNTAX | ``
          [1]                           | FIELD_TYPE  | ``
          'text'                        | JSON_SYNTAX | ``
          """)
  void refusesWhatIsNotStrictJsonAndNamesThePlace(String text, String rule, String path) {
    Finding finding = refusal(text == null ? "" : text);
    assertThat(finding).extracting(Finding::rule, Finding::path).containsExactly(rule, path);
  }

  @Test
  void refusesAnyInvalidUtf8() {
    byte[] bytes = "{\"a\":\"xx\"}".getBytes(StandardCharsets.UTF_8);
    bytes[6] = (byte) 0xc3;
    ContractViolation violation =
        catchThrowableOfType(ContractViolation.class, () -> JsonReader.value(bytes));
    assertThat(violation.finding().rule()).isEqualTo("JSON_SYNTAX");
  }

  @Test
  void readsToTheDeepestNestingAndNoDeeper() {
    String deepest = "[".repeat(JsonReader.MAX_DEPTH - 1) + "]".repeat(JsonReader.MAX_DEPTH - 1);
    assertThat(JsonReader.object("{\"a\":" + deepest + "}")).isNotNull();
    assertThat(refusal("{\"a\":[" + deepest + "]}").rule()).isEqualTo("JSON_DEPTH");
  }

  @Test
  void readsTheLongestNumberAndNoLonger() {
    String longest = "0." + "1".repeat(JsonNumber.MAX_LENGTH - 2);
    assertThat(JsonReader.object("{\"a\":" + longest + "}").get("a"))
        .isEqualTo(new JsonNumber(longest));
    assertThat(refusal("{\"a\":" + longest + "1}").rule()).isEqualTo("JSON_NUMBER_SIZE");
  }

  @Test
  void readsTheLongestDocumentAndNoLonger() {
    String longest = "{\"a\":\"" + "x".repeat(JsonReader.MAX_BYTES - 8) + "\"}";
    assertThat(JsonReader.object(longest).fields()).hasSize(1);
    assertThat(refusal(longest + " "))
        .isEqualTo(
            new Finding("JSON_TOO_LARGE", "", "longer than 1048576 bytes", "", "1048577 bytes"));
  }

  @Test
  void aHugeExponentCostsNothing() {
    assertThat(JsonReader.object("{\"a\":1e-99999999}").get("a"))
        .isEqualTo(new JsonNumber("1e-99999999"));
  }

  private static Finding refusal(String text) {
    return catchThrowableOfType(ContractViolation.class, () -> JsonReader.object(text)).finding();
  }
}
