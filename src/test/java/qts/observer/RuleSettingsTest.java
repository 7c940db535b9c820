package qts.observer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleSettingsTest {
  @Test
  void theDefaultsAreThese() {
    RuleSettings defaults = RuleSettings.defaults();

    assertThat(
            Arrays.stream(SemanticRule.values())
                .map(rule ->
                    "%s %s %s %s"
                        .formatted(rule, defaults.action(rule), defaults.limit(rule), rule.unit())))
        .containsExactly(
            "PRICE_NOT_POSITIVE REJECT 0 NONE",
            "BID_NOT_BELOW_ASK FLAG 0 NONE",
            "OHLC_ORDER FLAG 0 NONE",
            "TIME_FUTURE FLAG 60000 MILLISECONDS",
            "TIME_PAST IGNORE 86400000 MILLISECONDS",
            "TIME_BACKWARDS FLAG 0 MILLISECONDS",
            "PRICE_JUMP FLAG 0.3 RATIO",
            "ZERO_VOLUME FLAG 0 NONE",
            "VOLUME_SPIKE FLAG 6 DEVIATIONS");
  }

  @Test
  void aChangeLeavesTheOtherRulesAlone() {
    RuleSettings changed =
        RuleSettings.defaults()
            .withAction(SemanticRule.PRICE_JUMP, RuleAction.REJECT)
            .withLimit(SemanticRule.PRICE_JUMP, new BigDecimal("0.15"));

    assertThat(changed.rules())
        .containsEntry(
            SemanticRule.PRICE_JUMP,
            new RuleSettings.Setting(RuleAction.REJECT, new BigDecimal("0.15")))
        .containsEntry(
            SemanticRule.TIME_FUTURE,
            new RuleSettings.Setting(RuleAction.FLAG, new BigDecimal("60000")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PRICE_JUMP | -0.1 | PRICE_JUMP: the limit must be from 0 to 10^15",
        "PRICE_JUMP | 1e16 | PRICE_JUMP: the limit must be from 0 to 10^15",
        "PRICE_JUMP | 1e-16 | with at most 15 decimals, not 1E-16",
        "TIME_FUTURE | 0.5 | TIME_FUTURE: the limit must be whole milliseconds, not 0.5",
        "OHLC_ORDER | 1 | OHLC_ORDER has no limit, so 1 can't be set"
      })
  void aLimitThatMakesNoSenseIsRefusedByTheNameOfItsRule(
      SemanticRule rule, BigDecimal limit, String message) {
    RuleSettings defaults = RuleSettings.defaults();

    assertThatThrownBy(() -> defaults.withLimit(rule, limit)).hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource({"ZERO_VOLUME", "VOLUME_SPIKE"})
  void aFactAboutTheMarketCannotReject(SemanticRule rule) {
    RuleSettings defaults = RuleSettings.defaults();

    assertThatThrownBy(() -> defaults.withAction(rule, RuleAction.REJECT))
        .hasMessage(rule + " can't reject: set it to FLAG or IGNORE");
  }

  @Test
  void aRuleWithoutASettingIsRefused() {
    assertThatThrownBy(() -> new RuleSettings(Map.of()))
        .hasMessage("PRICE_NOT_POSITIVE has no setting");
  }
}
