package qts.safety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import qts.observer.Finding;
import qts.observer.Guard;
import qts.observer.GuardDecision;
import qts.observer.ScannedSnapshot;
import qts.observer.SnapshotFixture;

class GuardsTest {
  private static final ScannedSnapshot ANY = SnapshotFixture.at(0).scan();
  private static final GuardDecision BLOCK =
      new GuardDecision.Block(new Finding("R", "", "", "", ""));

  private final List<String> asked = new ArrayList<>();

  @Test
  void withoutGuardsEverythingPasses() {
    assertThat(new Guards(List.of()).decide(ANY, 0)).isEqualTo(GuardDecision.PASS);
  }

  @Test
  void theFirstThatBlocksEndsTheAsking() {
    Guards guards =
        new Guards(
            List.of(says("pass", GuardDecision.PASS), says("block", BLOCK), says("later", BLOCK)));

    assertThat(guards.decide(ANY, 0)).isSameAs(BLOCK);
    assertThat(asked).containsExactly("pass", "block");
  }

  @Test
  void blockingWinsOverWantingNobodyToAct() {
    GuardDecision drill = new GuardDecision.NoOp("drill");
    List<Guard> guards =
        List.of(
            says("no-op", drill),
            says("pass", GuardDecision.PASS),
            says("no-op", new GuardDecision.NoOp("second")));
    List<Guard> blocking = new ArrayList<>(guards);
    blocking.add(says("block", BLOCK));

    assertThat(List.of(new Guards(guards).decide(ANY, 0), new Guards(blocking).decide(ANY, 0)))
        .containsExactly(drill, BLOCK);
  }

  @Test
  void aDeniedSymbolIsBlockedInEveryMarketAndSpelling() {
    DeniedSymbols guard = new DeniedSymbols(List.of("BTC/USD", "005930"));

    assertThat(
            guard.decide(
                SnapshotFixture.at(0).market("BITSTAMP").symbol("BTC\\/\\u0055SD").scan(), 0))
        .isEqualTo(
            new GuardDecision.Block(
                new Finding(
                    "G_OBS_SYMBOL_DENIED",
                    "context.symbol",
                    "the symbol is on the list of denied symbols",
                    "",
                    "BTC/USD")));
  }

  @ParameterizedTest
  @CsvSource({"BTC", "BTC/USDT", "btc/usd", "''"})
  void anotherSymbolPasses(String symbol) {
    DeniedSymbols guard = new DeniedSymbols(List.of("BTC/USD"));

    assertThat(guard.decide(SnapshotFixture.at(0).symbol(symbol).scan(), 0))
        .isEqualTo(GuardDecision.PASS);
  }

  @Test
  void aSnapshotWithoutASymbolPasses() {
    assertThat(new DeniedSymbols(List.of("X")).decide(ANY, 0)).isEqualTo(GuardDecision.PASS);
  }

  @Test
  void oneSnapshotBeyondTheRateOfItsSessionIsBlocked() {
    SessionRate guard = new SessionRate(3);

    assertThat(IntStream.range(0, 4).mapToObj(i -> guard.decide(ANY, 1_000)).toList())
        .containsExactly(
            GuardDecision.PASS,
            GuardDecision.PASS,
            GuardDecision.PASS,
            new GuardDecision.Block(
                new Finding(
                    "G_OBS_SESSION_RATE",
                    "meta.session_id",
                    "the session sends more than it may; slow down or raise the limit",
                    "3 snapshots a second",
                    "s1")));
  }

  @Test
  void theRateIsGainedBackEvenlyAndNoMoreThanASecondOfIt() {
    SessionRate guard = new SessionRate(4);

    assertThat(
            List.of(
                passing(guard, 0),
                passing(guard, 250),
                passing(guard, 499),
                passing(guard, 500),
                passing(guard, 60_000)))
        .containsExactly(4, 1, 0, 1, 4);
  }

  @Test
  void sessionsDoNotShareARate() {
    SessionRate guard = new SessionRate(1);
    guard.decide(ANY, 0);

    assertThat(guard.decide(SnapshotFixture.at(0).session("s2").scan(), 0))
        .isEqualTo(GuardDecision.PASS);
  }

  @Test
  void aClockThatGoesBackGivesNothingAndTakesNothing() {
    SessionRate guard = new SessionRate(2);
    guard.decide(ANY, 10_000);

    assertThat(List.of(passing(guard, 5_000), passing(guard, 5_500))).containsExactly(1, 1);
  }

  @Test
  void aRateBelowOneIsRefused() {
    assertThatThrownBy(() -> new SessionRate(0))
        .hasMessage("the rate of a session must be at least 1 a second, not 0");
  }

  private Guard says(String name, GuardDecision decision) {
    return (snapshot, receiveMillis) -> {
      asked.add(name);
      return decision;
    };
  }

  /** How many snapshots pass at this time before one is blocked. */
  private static int passing(Guard guard, long nowMillis) {
    int passed = 0;
    while (guard.decide(ANY, nowMillis).equals(GuardDecision.PASS)) {
      passed++;
    }
    return passed;
  }
}
