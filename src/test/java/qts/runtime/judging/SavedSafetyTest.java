package qts.runtime.judging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import qts.safety.Attribution;
import qts.safety.SafetyChange;
import qts.safety.SafetyLimit;
import qts.safety.SafetyState;
import qts.safety.Scope;

class SavedSafetyTest {
  private static final Attribution KIM = new Attribution("kim", "test", 5);

  @Test
  void everyStateIsReadAsItWasWritten() throws IOException {
    SafetyState state = SafetyState.INITIAL;
    assertThat(readBack(state)).isEqualTo(state);
    for (SafetyChange change :
        List.of(
            new SafetyChange.Trading(true, KIM),
            new SafetyChange.AnomalyRaised("STALE", Scope.ALL, 70, KIM),
            new SafetyChange.AnomalyRaised("STALE", Scope.of("삼성"), 90, KIM),
            new SafetyChange.KillSwitch(true, KIM),
            new SafetyChange.LimitSet(
                SafetyLimit.MAX_ORDER_QTY, Scope.of("BTC"), OptionalDouble.of(0.1), KIM),
            new SafetyChange.LimitSet(
                SafetyLimit.MAX_ORDER_NOTIONAL, Scope.ALL, OptionalDouble.of(1e9), KIM))) {
      state = state.after(change);
      assertThat(readBack(state)).isEqualTo(state);
    }
  }

  private static SafetyState readBack(SafetyState state) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    SavedSafety.write(state, new DataOutputStream(out));
    return SavedSafety.read(new DataInputStream(new ByteArrayInputStream(out.toByteArray())));
  }
}
