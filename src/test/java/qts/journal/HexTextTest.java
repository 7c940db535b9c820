package qts.journal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HexTextTest {
  private static final String DIGITS = "0123456789abcdef";

  @ParameterizedTest
  @CsvSource({
    "0123456789abcdef, true",
    "0123456789abcdef01, true",
    "0123456789abcd, false",
    "0123456789abcdef0, false",
    "g123456789abcdef, false",
    "0123456789abcdeg, false",
    "0123456789abcdeF, false",
    "0123456/89abcdef, false",
    "0123456:89abcdef, false",
    "0123456789abcdeÿ, false"
  })
  void whichTextIsTakenForDigitsOfBytes(String text, boolean hex) {
    byte[] between = ("x" + text + "x").getBytes(ISO_8859_1);
    assertThat(HexText.isHex(between, 1, text.length())).isEqualTo(hex);
  }

  @Test
  void allBytesAreDecodedAndNothingBesideThem() {
    StringBuilder text = new StringBuilder("xx");
    byte[] expected = new byte[258];
    for (int b = 0; b < 256; b++) {
      text.append(DIGITS.charAt(b >> 4)).append(DIGITS.charAt(b & 15));
      expected[b + 1] = (byte) b;
    }
    byte[] into = new byte[258];

    assertThat(HexText.decode(text.append("xx").toString().getBytes(ISO_8859_1), 2, into, 1, 256))
        .isTrue();
    assertThat(HexFormat.of().formatHex(into)).isEqualTo(HexFormat.of().formatHex(expected));
  }

  @ParameterizedTest
  @CsvSource({"x0, false", "0x, false", "0ÿ, false", "00, true", "f9, true"})
  void aPairOfWhichOneIsNoDigitIsRefused(String pair, boolean digits) {
    assertThat(HexText.decode(pair.getBytes(ISO_8859_1), 0, new byte[1], 0, 1)).isEqualTo(digits);
  }
}
