package qts.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qts.journal.DiskLimits;
import qts.journal.JournalSettings;
import qts.observer.Calendars;
import qts.observer.Guard;
import qts.observer.PipelineSettings;
import qts.observer.RuleAction;
import qts.observer.RuleSettings;
import qts.observer.SemanticRule;
import qts.runtime.recorder.RecorderSettings;
import qts.safety.AnomalyTriggers;
import qts.safety.DeniedSymbols;
import qts.safety.Guards;
import qts.safety.SessionRate;

class RecorderPlanTest {
  @TempDir Path folder;
  private final Map<String, String> environment = new HashMap<>();

  @Test
  void nothingSetGivesTheStandardRecorder() {
    assertThat(plan())
        .isEqualTo(
            RecorderSettings.in(folder.resolve("data/observer/journal"))
                .withAnomalies(AnomalyTriggers.standard(60_000)));
  }

  @Test
  void everySettingReachesTheRecorder() throws IOException {
    String calendars = "{\"markets\": {}}";
    Files.writeString(folder.resolve("calendars.json"), calendars);
    environment.put("OBSERVER_DATA_DIR", "/srv/data");
    environment.put("OBSERVER_SEGMENT_BYTES", "8MiB");
    environment.put("OBSERVER_SEGMENT_MAX_AGE", "1h");
    environment.put("OBSERVER_COMMIT_DELAY_MILLIS", "2");
    environment.put("OBSERVER_MAX_SNAPSHOT_BYTES", "64KiB");
    environment.put("OBSERVER_DISK_RESERVE_BYTES", "128MiB");
    environment.put("OBSERVER_DECISION_RESERVE_BYTES", "1MiB");
    environment.put("OBSERVER_JOURNAL_QUOTA_BYTES", "2GiB");
    environment.put("OBSERVER_ROOM_WARNING_BYTES", "3MiB");
    environment.put("OBSERVER_CALENDARS_FILE", "calendars.json");
    environment.put("OBSERVER_ANOMALY_LIFETIME", "off");
    environment.put("OBSERVER_RULE_OHLC_ORDER", "reject");
    environment.put("OBSERVER_RULE_TIME_FUTURE_LIMIT", "1500");
    environment.put("OBSERVER_RULE_PRICE_JUMP", "ignore");
    environment.put("OBSERVER_RULE_PRICE_JUMP_LIMIT", "0.15");

    DiskLimits limits = new DiskLimits(128 << 20, 1 << 20, 2L << 30, 3 << 20);
    assertThat(plan())
        .isEqualTo(
            new RecorderSettings(
                Path.of("/srv/data/journal"),
                new JournalSettings(8 << 20, 3_600_000, 1 << 20, 2, 1_000_000, limits),
                PipelineSettings.defaults()
                    .withCalendars(Calendars.parse(calendars))
                    .withRules(
                        RuleSettings.defaults()
                            .withAction(SemanticRule.OHLC_ORDER, RuleAction.REJECT)
                            .withLimit(SemanticRule.TIME_FUTURE, new BigDecimal("1500"))
                            .withAction(SemanticRule.PRICE_JUMP, RuleAction.IGNORE)
                            .withLimit(SemanticRule.PRICE_JUMP, new BigDecimal("0.15"))),
                Guard.NONE,
                AnomalyTriggers.NONE,
                64 << 10));
  }

  @Test
  void guardsAreAskedInOneOrder() {
    environment.put("OBSERVER_DENIED_SYMBOLS", "005930,BTCUSD");
    environment.put("OBSERVER_SESSION_RATE_LIMIT", "100");

    assertThat(plan().guard())
        .isInstanceOfSatisfying(
            Guards.class,
            guards ->
                assertThat(guards.guards())
                    .<Object>extracting(Guard::getClass)
                    .isEqualTo(List.of(DeniedSymbols.class, SessionRate.class)));
  }

  @Test
  void calendarsThatCanNotBeUsedAreReportedByTheirKey() throws IOException {
    Files.writeString(
        folder.resolve("calendars.json"), "{\"markets\": {\"KRX\": {\"zone\": \"Mars\"}}}");
    environment.put("OBSERVER_CALENDARS_FILE", "calendars.json");

    assertThatThrownBy(this::plan)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith(
            "OBSERVER_CALENDARS_FILE names %s: markets.KRX.zone: "
                .formatted(folder.resolve("calendars.json")));
  }

  @Test
  void calendarsThatAreNotThereAreRefused() {
    environment.put("OBSERVER_CALENDARS_FILE", "calendars.json");

    assertThatThrownBy(this::plan)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("which can't be read");
  }

  private RecorderSettings plan() {
    return RecorderPlan.of(Settings.load(environment, folder));
  }
}
