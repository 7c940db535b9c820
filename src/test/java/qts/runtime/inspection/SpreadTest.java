package qts.runtime.inspection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {
  @Test
  void smallValuesAreExactAndLargeOnesWithinOnePercent() {
    Spread small = new Spread();
    Spread large = new Spread();
    for (int i = 1; i <= 100; i++) {
      small.add(i);
      large.add(i * 1_000_000L);
    }

    assertThat(List.of(small.count(), small.percentile(50), small.percentile(99), small.max()))
        .containsExactly(100L, 50L, 99L, 100L);
    assertThat(large.percentile(50)).isCloseTo(50_000_000, within(500_000L));
    assertThat(large.percentile(100)).isEqualTo(100_000_000);
  }

  @Test
  void nothingAndTheLargestValueAreNoExceptions() {
    Spread spread = new Spread();
    assertThat(spread.percentile(50)).isZero();
    spread.add(Long.MAX_VALUE);
    assertThat(spread.percentile(50)).isEqualTo(Long.MAX_VALUE);
  }
}
