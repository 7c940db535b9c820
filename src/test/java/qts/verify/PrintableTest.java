package qts.verify;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Text that came out of files, on its way to a terminal. */
class PrintableTest {
  @Test
  void whatSteersATerminalIsNotPrinted() {
    assertThat(ReportWriter.printable("a\u001b[2Jb\u009b1mc\u202ed\u2028e\u2029f\ud800g한😀"))
        .isEqualTo("a?[2Jb?1mc?d?e?f?g한😀");
    assertThat(new Json().text("a\u009b\u202e\u2028한").toString())
        .isEqualTo("\"a\\u009b\\u202e\\u2028한\"");
  }
}
