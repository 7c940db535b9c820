package qts.logs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CountedTest {
  @Test
  void onlyOneThingIsNamedInTheSingular() {
    assertThat(Counted.of(1, "record")).isEqualTo("1 record");
    assertThat(Counted.of(0, "record")).isEqualTo("0 records");
    assertThat(Counted.of(12_345, "record")).isEqualTo("12,345 records");
    assertThat(Counted.of(1, "place is", "places are")).isEqualTo("1 place is");
    assertThat(Counted.of(2, "place is", "places are")).isEqualTo("2 places are");
  }
}
