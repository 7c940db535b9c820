package qts.logs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlainTextTest {

  @Test
  void visibleTextOfAnyLanguageStays() {
    assertThat(PlainText.of("BTC/USD 삼성전자 \ud83d\ude80 é"))
        .isEqualTo("BTC/USD 삼성전자 \ud83d\ude80 é");
  }

  @Test
  void everythingThatMovesTheCursorIsSpelledOut() {
    assertThat(PlainText.of("a\nb\rc\td\u001be\u007ff\u009bg\u2028h\u202ei\ufeffj\ud800k\udc00"))
        .isEqualTo("a\\nb\\rc\\td\\u001Be\\u007Ff\\u009Bg\\u2028h\\u202Ei\\uFEFFj\\uD800k\\uDC00");
  }

  @Test
  void formattingBeyondTheFirstPlaneIsSpelledOutToo() {
    assertThat(PlainText.of("a" + Character.toString(0xE0001))).isEqualTo("a\\uDB40\\uDC01");
  }
}
