package qts.safety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import qts.safety.SafetyChange.AnomalyCleared;
import qts.safety.SafetyChange.AnomalyRaised;
import qts.safety.SafetyChange.KillSwitch;
import qts.safety.SafetyChange.LimitSet;
import qts.safety.SafetyChange.Trading;

class SafetyStateTest {
  private static final Attribution KIM = new Attribution("operator:kim", "open of the market", 100);
  private static final Scope SAMSUNG = Scope.of("005930");

  @Test
  void recordedChangesAppliedInOrderGiveTheSameStateAgain() {
    List<SafetyChange> recorded =
        List.of(
            new Trading(true, KIM),
            new AnomalyRaised("GAP", SAMSUNG, 5_000, KIM),
            new LimitSet(SafetyLimit.MAX_ORDER_QTY, Scope.ALL, OptionalDouble.of(10), KIM),
            new KillSwitch(true, KIM),
            new AnomalyCleared("GAP", SAMSUNG, KIM),
            new AnomalyRaised("STALE_FEED", Scope.ALL, 9_000, KIM));
    SafetyState state = after(recorded);
    assertThat(state).isEqualTo(after(recorded)).isNotEqualTo(SafetyState.INITIAL);
    assertThat(state)
        .hasToString(
            "kill switch true, trading true, anomalies "
                + "{FlagKey[flag=STALE_FEED, scope=Scope[symbol=*]]=9000}, limits "
                + "{LimitKey[limit=MAX_ORDER_QTY, scope=Scope[symbol=*]]=10.0}");
  }

  @Test
  void aChangeToWhatIsAlreadySoGivesTheVerySameState() {
    SafetyState state = after(List.of(new Trading(true, KIM), limit(10)));
    assertThat(
            List.of(
                state.after(new Trading(true, KIM)),
                state.after(new KillSwitch(false, KIM)),
                state.after(limit(10)),
                state.after(new AnomalyCleared("GAP", SAMSUNG, KIM))))
        .allSatisfy(next -> assertThat(next).isSameAs(state));
  }

  @Test
  void anAnomalyIsInForceForItsScopeUntilTheMillisecondItExpires() {
    SafetyState state =
        after(
            List.of(
                new AnomalyRaised("STALE_FEED", Scope.ALL, 300, KIM),
                new AnomalyRaised("GAP", SAMSUNG, 200, KIM)));
    assertThat(state.anomalies("005930", 199)).containsExactly("GAP", "STALE_FEED");
    assertThat(state.anomalies("005930", 200)).containsExactly("STALE_FEED");
    assertThat(state.anomalies("KRW-BTC", 199)).containsExactly("STALE_FEED");
    assertThat(state.anomalies("005930", 300)).isEmpty();
  }

  @Test
  void theEndOfAnAnomalyIsAChangeOfItsOwn() {
    SafetyState state = after(List.of(new AnomalyRaised("GAP", SAMSUNG, 200, KIM)));
    assertThat(state.expired(199)).isEmpty();
    assertThat(state.expired(200))
        .containsExactly(
            new AnomalyCleared(
                "GAP", SAMSUNG, new Attribution("expiry", "its time was over", 200)));
    assertThat(state.after(state.expired(200).getFirst())).isEqualTo(SafetyState.INITIAL);
  }

  @Test
  void aRepeatedAnomalyIsAChangeOnlyWhenItLastsASecondLonger() {
    SafetyState state = after(List.of(new AnomalyRaised("GAP", SAMSUNG, 5_000, KIM)));
    assertThat(state.after(new AnomalyRaised("GAP", SAMSUNG, 5_999, KIM))).isSameAs(state);
    assertThat(state.after(new AnomalyRaised("GAP", SAMSUNG, 6_000, KIM)).anomalies())
        .containsExactly(new SafetyState.Anomaly("GAP", SAMSUNG, 6_000));
  }

  @Test
  void oneAnomalyTooManyHoldsForAllSymbols() {
    List<SafetyChange> changes = new ArrayList<>();
    for (int i = 0; i <= SafetyState.MAX_ANOMALIES; i++) {
      changes.add(new AnomalyRaised("GAP", Scope.of("S" + i), 5_000, KIM));
    }
    assertThat(after(changes.subList(0, SafetyState.MAX_ANOMALIES)).anomalies("other", 200))
        .isEmpty();
    assertThat(after(changes).anomalies("other", 200)).containsExactly("GAP");
  }

  @Test
  void aSymbolHasItsOwnLimitBesideTheCommonOne() {
    SafetyState state =
        after(
            List.of(
                limit(10),
                new LimitSet(SafetyLimit.MAX_ORDER_QTY, SAMSUNG, OptionalDouble.of(3), KIM)));
    assertThat(state.limit(SafetyLimit.MAX_ORDER_QTY, Scope.ALL)).hasValue(10);
    assertThat(state.limit(SafetyLimit.MAX_ORDER_QTY, SAMSUNG)).hasValue(3);
    assertThat(state.limit(SafetyLimit.MAX_ORDER_NOTIONAL, SAMSUNG)).isEmpty();
    assertThat(
            state
                .after(
                    new LimitSet(SafetyLimit.MAX_ORDER_QTY, SAMSUNG, OptionalDouble.empty(), KIM))
                .limits())
        .containsExactly(new SafetyState.Limit(SafetyLimit.MAX_ORDER_QTY, Scope.ALL, 10));
  }

  @Test
  void oneLimitTooManyIsRefused() {
    List<SafetyChange> changes = new ArrayList<>();
    for (int i = 0; i < SafetyState.MAX_LIMITS; i++) {
      changes.add(
          new LimitSet(SafetyLimit.MAX_ORDER_QTY, Scope.of("S" + i), OptionalDouble.of(1), KIM));
    }
    SafetyState full = after(changes);
    assertThat(full.limits()).hasSize(SafetyState.MAX_LIMITS);
    assertThatThrownBy(() -> full.after(limit(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there are 10000 limits already; lift one before setting another");
  }

  @Test
  void tagsRaiseTheirFlagsForTheirLifetime() {
    AnomalyTriggers triggers =
        new AnomalyTriggers(Map.of("gap:major", new AnomalyTriggers.Trigger("GAP", 60_000)));
    assertThat(triggers.raisedBy(List.of("calm", "gap:major"), "005930", 1_000))
        .containsExactly(
            new AnomalyRaised(
                "GAP",
                SAMSUNG,
                61_000,
                new Attribution("annotator", "the snapshot carries the tag gap:major", 1_000)));
  }

  @Test
  void aChangeWithoutWhoOrWhyIsNone() {
    assertThatThrownBy(() -> new Attribution(" ", "why", 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Attribution("who", "", 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static SafetyChange limit(double qty) {
    return new LimitSet(SafetyLimit.MAX_ORDER_QTY, Scope.ALL, OptionalDouble.of(qty), KIM);
  }

  private static SafetyState after(List<SafetyChange> changes) {
    SafetyState state = SafetyState.INITIAL;
    for (SafetyChange change : changes) {
      state = state.after(change);
    }
    return state;
  }
}
