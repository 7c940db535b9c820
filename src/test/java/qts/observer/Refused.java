package qts.observer;

import java.nio.charset.StandardCharsets;

/**
 * A bad input and the finding that it gets.
 *
 * @param latin1 the input, each byte as the character of that number
 */
record Refused(String latin1, Finding finding) {
  Refused(String input, String rule, String path, String reason, String limit, String actual) {
    this(
        new String(input.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1),
        new Finding(rule, path, reason, limit, actual));
  }

  byte[] input() {
    return latin1.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The finding by a scanner that has met nothing but {@code before}. */
  Finding findingAfter(String... before) {
    SnapshotScanner scanner = new SnapshotScanner();
    for (String document : before) {
      Scan.of(scanner, document);
    }
    return Scan.of(scanner, Form.SNAPSHOT, input()).refusal();
  }

  @Override
  public String toString() {
    return finding.rule() + " " + finding.path() + " " + finding.actual();
  }
}
