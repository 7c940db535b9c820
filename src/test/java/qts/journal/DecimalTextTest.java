package qts.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalTextTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0, 0",
    "9, 0, 9",
    "-1, 0, -1",
    "10, 0, 10",
    "0.0, 1, 0",
    "0.5, 1, 5",
    "-0.5, 1, -5",
    "12.034, 3, 12034",
    "-12.034, 3, -12034",
    "999999999999999999, 0, 999999999999999999",
    "1.00000000000000009, 17, 100000000000000009"
  })
  void whatTheDecoderWouldSpellTheSameIsANumber(String text, int scale, long value) {
    assertThat(scale(text)).isEqualTo(scale);
    assertThat(unscaled(text, scale)).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "-0",
        "01",
        "-01",
        "1.",
        ".5",
        "-.5",
        "00.5",
        "-0.0",
        "+1",
        "1e5",
        "1/2",
        "1:2",
        "/",
        ":",
        "1.2.3",
        "--1",
        "1000000000000000000",
        "10000000000000000.00",
        "1.2:",
        "1./2"
      })
  void whatIsSpelledInAnotherWayIsNone(String text) {
    assertThat(unscaled(text, scale(text))).isEqualTo(DecimalText.NOT_CANONICAL);
  }

  @ParameterizedTest
  @CsvSource({"12, 1", "1.23, 1", "1.2, 0", "1.2, 2", "1x2, 1", "1, 1", "12x4, 1"})
  void withAnotherScaleThanTheColumnItIsNone(String text, int scale) {
    assertThat(unscaled(text, scale)).isEqualTo(DecimalText.NOT_CANONICAL);
  }

  /** Between other digits and points, which are not to be looked at. */
  private static byte[] surrounded(String text) {
    return ("7.7" + text + "7.7").getBytes(US_ASCII);
  }

  private static int scale(String text) {
    return DecimalText.scale(surrounded(text), 3, text.length());
  }

  private static long unscaled(String text, int scale) {
    return DecimalText.unscaled(surrounded(text), 3, text.length(), scale);
  }
}
