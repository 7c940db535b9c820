package qts.decision.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import qts.decision.Seeded;

class MinuteCountTest {

  @Test
  void countsTheCurrentSecondAndTheFiftyNineBefore() {
    Seeded seeded = new Seeded("counts of a minute");
    MinuteCount count = new MinuteCount();
    List<Long> seconds = new ArrayList<>();
    long millis = -100_000;
    for (int i = 0; i < 5_000; i++) {
      millis += seeded.between(0, 10) == 0 ? seeded.between(0, 90_000) : seeded.between(0, 2_000);
      long second = Math.floorDiv(millis, 1_000);
      if (seeded.flag()) {
        count.add(millis);
        seconds.add(second);
      }
      assertThat(count.total(millis))
          .isEqualTo(seconds.stream().filter(s -> s > second - 60).count());
    }
  }
}
