package qts.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When a thread stays awake, on a clock that goes on by one with every look at it. */
class PatienceTest {
  private final List<Boolean> asked = new ArrayList<>();
  private long now;

  private Patience lasting(long nanos) {
    return new Patience(() -> now++, nanos);
  }

  /** Waits for what never comes; whether it stayed awake for it. */
  private boolean staysAwakeInVain(Patience patience) {
    asked.clear();
    assertThat(
            patience.lastsUntil(() -> {
              asked.add(true);
              return false;
            }))
        .isFalse();
    return !asked.isEmpty();
  }

  @Test
  void whatComesInTimeIsWaitedFor() {
    Patience patience = lasting(10);

    assertThat(patience.lastsUntil(() -> now > 5)).isTrue();
  }

  @Test
  void itLastsAsLongAsItWasTold() {
    staysAwakeInVain(lasting(3));

    assertThat(asked).hasSize(3);
    assertThat(now).isEqualTo(4);
  }

  @Test
  void withoutPatienceNobodyLooks() {
    assertThat(staysAwakeInVain(lasting(0))).isFalse();
  }

  @Test
  void afterEachTimeInVainTwiceAsManySleep() {
    Patience patience = lasting(3);
    List<Integer> awake = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      if (staysAwakeInVain(patience)) {
        awake.add(i);
      }
    }

    assertThat(awake).containsExactly(0, 2, 6, 14);
  }

  @Test
  void someTryNoMatterHowOftenItWasInVain() {
    Patience patience = lasting(3);
    int last = 0;
    int longest = 0;
    for (int i = 0; i < 2_000; i++) {
      if (staysAwakeInVain(patience)) {
        longest = Math.max(longest, i - last);
        last = i;
      }
    }

    assertThat(longest).isEqualTo(257);
  }

  @Test
  void onceItPaysEverybodyTriesAgain() {
    Patience patience = lasting(3);
    staysAwakeInVain(patience);
    staysAwakeInVain(patience);

    assertThat(patience.lastsUntil(() -> true)).isTrue();
    assertThat(staysAwakeInVain(patience)).isTrue();
  }

  @Test
  void onlyOneStaysAwakeAtATime() {
    Patience patience = lasting(10);
    List<Boolean> others = new ArrayList<>();

    patience.lastsUntil(() -> others.add(patience.lastsUntil(() -> true)));

    assertThat(others).containsExactly(false);
  }
}
