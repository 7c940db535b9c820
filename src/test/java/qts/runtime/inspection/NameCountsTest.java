package qts.runtime.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NameCountsTest {
  @Test
  void namesBeyondTheLimitAreCountedTogetherAndNoneIsLost() {
    NameCounts counts = new NameCounts();
    for (int i = 0; i <= NameCounts.MAX_NAMES; i++) {
      counts.add("name-" + i, 3);
    }
    counts.add("name-7", 4);

    assertThat(counts.ranking(1))
        .isEqualTo(
            new JournalStatistics.Ranking(
                List.of(new JournalStatistics.Tally("name-7", 2, 7)),
                NameCounts.MAX_NAMES,
                3L * NameCounts.MAX_NAMES));
  }
}
