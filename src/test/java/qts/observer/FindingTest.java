package qts.observer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FindingTest {
  @Test
  void aLongValueIsCutBetweenCharacters() {
    assertThat(
            Stream.of("x".repeat(120), "x".repeat(121), "😀".repeat(60), "😀".repeat(61))
                .map(actual -> new Finding("RULE", "path", "Reason.", "limit", actual).actual()))
        .containsExactly(
            "x".repeat(120), "x".repeat(119) + "…", "😀".repeat(60), "😀".repeat(59) + "…");
  }
}
