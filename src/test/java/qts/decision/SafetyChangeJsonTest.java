package qts.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import qts.decision.json.ContractViolation;
import qts.decision.json.JsonReader;
import qts.safety.Attribution;
import qts.safety.SafetyChange;
import qts.safety.SafetyLimit;
import qts.safety.Scope;

class SafetyChangeJsonTest {
  private static final Attribution KIM = new Attribution("operator:kim", "점심", 1_768_089_792_417L);

  @Test
  void everyChangeReadsBackEqual() {
    List<SafetyChange> changes =
        List.of(
            new SafetyChange.KillSwitch(true, KIM),
            new SafetyChange.Trading(false, KIM),
            new SafetyChange.AnomalyRaised("GAP", Scope.of("005930"), 1_768_089_800_000L, KIM),
            new SafetyChange.AnomalyCleared("GAP", Scope.ALL, KIM),
            new SafetyChange.LimitSet(
                SafetyLimit.MAX_ORDER_QTY, Scope.ALL, OptionalDouble.of(2.5), KIM),
            new SafetyChange.LimitSet(
                SafetyLimit.MAX_ORDERS_PER_MINUTE, Scope.ALL, OptionalDouble.empty(), KIM));
    assertThat(
            changes.stream()
                .map(change -> SafetyChangeJson.write(change).toString())
                .map(text -> SafetyChangeJson.read(JsonReader.object(text))))
        .isEqualTo(changes);
  }

  @Test
  void isWrittenForPeopleToRead() {
    assertThat(SafetyChangeJson.write(new SafetyChange.KillSwitch(true, KIM)))
        .hasToString(
            "{\"change\": \"kill_switch\", \"on\": true, \"who\": \"operator:kim\","
                + " \"why\": \"점심\", \"at_ms\": 1768089792417}");
  }

  @Test
  void refusesWhatIsNoChange() {
    assertThatThrownBy(() -> SafetyChangeJson.read(JsonReader.object("{\"change\":\"trade\"}")))
        .isInstanceOf(ContractViolation.class)
        .hasMessageStartingWith("change must be kill_switch/");
    assertThatThrownBy(() ->
            SafetyChangeJson.read(
                JsonReader.object(
                    "{\"change\":\"limit_set\",\"limit\":\"MAX_ORDER_QTY\",\"symbol\":\"*\","
                        + "\"value\":-1,\"who\":\"w\",\"why\":\"y\",\"at_ms\":1}")))
        .isInstanceOf(ContractViolation.class)
        .hasMessage("MAX_ORDER_QTY must be at or above zero");
  }
}
