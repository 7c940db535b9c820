package qts.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qts.runtime.checkpoint.CheckpointSettings;
import qts.runtime.checkpoint.Place;

class CheckpointPlanTest {
  @TempDir Path folder;

  @Test
  void theKeyIsMadeInTheConfigFolderAtTheFirstStart() {
    assertThat(CheckpointPlan.of(settings(Map.of()))).isPresent();
    assertThat(folder.resolve("config/signing-key.pem")).exists();
    assertThat(folder.resolve("config/signing-key.pem.pub")).exists();
  }

  @Test
  void checkpointsGoWhereTheOperatorSays() {
    CheckpointSettings settings =
        CheckpointPlan.of(
                settings(
                    Map.of(
                        "OBSERVER_CHECKPOINT_FILE", "published.txt",
                        "OBSERVER_CHECKPOINT_WEBHOOK", "https://example.org/checkpoints",
                        "OBSERVER_CHECKPOINT_INTERVAL", "10s")))
            .orElseThrow();
    assertThat(settings.interval()).hasSeconds(10);
    assertThat(settings.places()).extracting(Place::name).isEqualTo(List.of("file", "webhook"));
  }

  @Test
  void checkpointsCanBeSwitchedOff() {
    assertThat(CheckpointPlan.of(settings(Map.of("OBSERVER_SIGNING_KEY_FILE", "off")))).isEmpty();
    assertThat(folder.resolve("config")).doesNotExist();
  }

  @Test
  void theUsualPlaceThatCanNotBeUsedMeansNoCheckpoints() throws IOException {
    Files.createFile(folder.resolve("config"));
    assertThat(CheckpointPlan.of(settings(Map.of()))).isEmpty();
  }

  @Test
  void aKeyInsideTheDataFolderIsRefused() {
    Path key = folder.resolve("data/observer/key.pem");
    assertThatThrownBy(
            () -> CheckpointPlan.of(settings(Map.of("OBSERVER_SIGNING_KEY_FILE", key.toString()))))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith(
            "OBSERVER_SIGNING_KEY_FILE names %s, which lies inside the data folder".formatted(key));
  }

  @Test
  void aPublishedFileInsideTheDataFolderIsRefused() {
    assertThatThrownBy(() ->
            CheckpointPlan.of(
                settings(Map.of("OBSERVER_CHECKPOINT_FILE", "data/observer/published.txt"))))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("inside the data folder");
  }

  @Test
  void aFileThatIsNoKeyIsRefused() throws IOException {
    Path key = Files.createFile(folder.resolve("key.pem"));
    key.toFile().setReadable(false, false);
    key.toFile().setReadable(true, true);
    assertThatThrownBy(
            () -> CheckpointPlan.of(settings(Map.of("OBSERVER_SIGNING_KEY_FILE", key.toString()))))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("holds no private key in PKCS#8 PEM");
  }

  private Settings settings(Map<String, String> environment) {
    return Settings.load(environment, folder);
  }
}
