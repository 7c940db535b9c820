package qts.decision.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static qts.decision.rules.Truth.FALSE;
import static qts.decision.rules.Truth.TRUE;
import static qts.decision.rules.Truth.UNKNOWN;

import java.util.List;
import org.junit.jupiter.api.Test;

class TruthTest {
  private static final List<Truth> ALL = List.of(TRUE, FALSE, UNKNOWN);

  @Test
  void unknownStaysUnknownUnlessTheOtherSideDecides() {
    assertThat(ALL.stream().map(Truth::not)).containsExactly(FALSE, TRUE, UNKNOWN);
    assertThat(ALL.stream().flatMap(a -> ALL.stream().map(a::and)))
        .containsExactly(TRUE, FALSE, UNKNOWN, FALSE, FALSE, FALSE, UNKNOWN, FALSE, UNKNOWN);
    assertThat(ALL.stream().flatMap(a -> ALL.stream().map(a::or)))
        .containsExactly(TRUE, TRUE, TRUE, TRUE, FALSE, UNKNOWN, TRUE, UNKNOWN, UNKNOWN);
  }
}
