package qts.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;
import qts.logs.LogPlan;
import qts.runtime.http.HttpSettings;

class ServicePlanTest {

  @Test
  void theLogLiesInItsFolderWithinItsLimits() {
    Settings settings =
        settings(
            Map.of(
                "OBSERVER_LOG_DIR", "/app/logs",
                "OBSERVER_LOG_LEVEL", "debug",
                "OBSERVER_LOG_MAX_FILE_BYTES", "1MiB",
                "OBSERVER_LOG_MAX_DAYS", "7",
                "OBSERVER_LOG_TOTAL_BYTES", "8MiB"));

    assertThat(ServicePlan.log(settings, true))
        .isEqualTo(
            new LogPlan(Path.of("/app/logs/observer.log"), Level.DEBUG, 1 << 20, 7, 8 << 20, true));
  }

  @Test
  void theServiceListensOnLoopbackWithoutAToken() {
    HttpSettings http = ServicePlan.http(settings(Map.of()));

    assertThat(http.host()).isEqualTo("127.0.0.1");
    assertThat(http.port()).isEqualTo(8000);
    assertThat(http.token()).isEmpty();
  }

  @Test
  void aTokenIsAskedForWhenThereIsOne() {
    HttpSettings http = ServicePlan.http(settings(Map.of("OBSERVER_API_TOKEN", "s3cret")));

    assertThat(http.token().orElseThrow().test("s3cret")).isTrue();
    assertThat(http.token().orElseThrow().test("other")).isFalse();
  }

  private static Settings settings(Map<String, String> environment) {
    return Settings.load(environment, Path.of("/nowhere"));
  }
}
