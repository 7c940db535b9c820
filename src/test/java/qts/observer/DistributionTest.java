package qts.observer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DistributionTest {
  @Test
  void thirtyValuesMakeADistributionAndTwentyNineDoNot() {
    Distribution volumes = alternating(Distribution.MIN_COUNT - 1);
    boolean before = volumes.isExceededBy(1000, 6);
    volumes.add(1);

    assertThat(new boolean[] {before, volumes.isExceededBy(1000, 6)}).containsExactly(false, true);
  }

  @Test
  void theDeviationsAreCountedFromTheMean() {
    Distribution volumes = alternating(40);

    assertThat(
            DoubleStream.of(7.9, 8.1, -100)
                .mapToObj(value -> volumes.isExceededBy(value, 6))
                .toList())
        .as("mean 2, deviation 1: beyond 8 is far above, and far below is not above")
        .containsExactly(false, true, false);
  }

  @Test
  void equalValuesHaveNoDeviationToCount() {
    Distribution volumes = new Distribution();
    IntStream.range(0, 100).forEach(i -> volumes.add(5));

    assertThat(volumes.isExceededBy(1_000_000, 6)).isFalse();
  }

  @Test
  void whatLiesFarBackIsForgotten() {
    Distribution volumes = alternating(100);
    boolean strange = volumes.isExceededBy(1000, 6);
    IntStream.range(0, 500).forEach(i -> volumes.add(i % 2 == 0 ? 990 : 1010));

    assertThat(new boolean[] {strange, volumes.isExceededBy(1000, 6)}).containsExactly(true, false);
  }

  /** 1, 3, 1, 3 …: mean 2, deviation 1. */
  private static Distribution alternating(int count) {
    Distribution volumes = new Distribution();
    IntStream.range(0, count).forEach(i -> volumes.add(i % 2 == 0 ? 1 : 3));
    return volumes;
  }
}
