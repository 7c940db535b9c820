package qts.decision.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import qts.decision.Seeded;

class SamplesTest {
  private final Seeded seeded = new Seeded("samples");

  @Test
  void theFirstAfterATimeIsFoundHoweverTheSamplesLie() {
    for (int limit = 1; limit < 200; limit += 13) {
      Samples samples = new Samples(limit);
      List<Long> times = new ArrayList<>();
      long millis = 1_000;
      for (int i = 0; i < 500; i++) {
        millis += seeded.between(0, 4);
        samples.add(i, millis);
        times.add(millis);
        List<Long> kept = times.subList(times.size() - samples.size(), times.size());
        long after = millis - seeded.between(-2, 300);
        long expected = kept.stream().filter(time -> time <= after).count();
        assertThat(samples.firstAfter(after)).isEqualTo((int) expected);
      }
      assertThat(samples.size()).isEqualTo(Math.max(limit, 1));
    }
  }

  @Test
  void withoutSamplesNoneIsAfter() {
    assertThat(new Samples(8).firstAfter(0)).isZero();
  }
}
