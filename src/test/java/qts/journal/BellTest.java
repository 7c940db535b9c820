package qts.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A bell that rings before, while and after somebody waits. */
@Timeout(60)
class BellTest {
  private static final long LONG_NANOS = 50_000_000_000L;

  private final Bell bell = new Bell();

  @Test
  void aRingBeforeAnybodyWaitsIsNotLost() {
    bell.clear();
    bell.ring();

    assertThat(bell.await(LONG_NANOS)).isTrue();
  }

  @Test
  void aRingWakesWhoWaits() {
    bell.clear();
    CompletableFuture<Boolean> waiting =
        CompletableFuture.supplyAsync(() -> {
          boolean rung = false;
          while (!rung) {
            rung = bell.await(LONG_NANOS);
          }
          return rung;
        });
    bell.ring();

    assertThat(waiting.join()).isTrue();
  }

  @Test
  void nobodyWaitsForLongerThanAsked() {
    bell.ring();
    bell.clear();

    assertThat(bell.await(1)).isFalse();
    assertThat(bell.hasRung()).isFalse();
    bell.ring();
    assertThat(bell.hasRung()).isTrue();
  }

  @Test
  void anInterruptedThreadIsABug() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> bell.await(1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a thread of the journal must not be interrupted");
    assertThat(Thread.interrupted()).isTrue();
  }
}
