package qts.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
  @TempDir Path folder;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void otherProgramsHaveVariablesToo() {
    environment.put("PATH", "/usr/bin");
    environment.put("PYTHONPATH", "/opt/python");
    environment.put("QTS_OBSERVER_SERVICE_HOST", "10.0.0.7");
    environment.put("QTS_OBSERVER_PORT_8000_TCP", "tcp://10.0.0.7:8000");
  }

  @Test
  void nothingGivenMeansTheBuiltInDefaults() {
    Reading reading = read();

    assertThat(reading.problems()).isEmpty();
    assertThat(reading.notes()).isEmpty();
    assertThat(Catalogue.all())
        .allSatisfy(setting -> {
          assertThat(reading.settings().shown(setting)).isEqualTo(setting.builtIn());
          assertThat(reading.settings().origin(setting)).isEqualTo(Origin.builtIn());
        });
  }

  @Test
  void theStrongestLevelThatNamesASettingWins() throws IOException {
    imageDefaults(
        """
        {"OBSERVER_PORT": "8001", "OBSERVER_HOST": "127.0.0.2", "OBSERVER_LOG_LEVEL": "warn"}
        """);
    deploymentConfig(
        """
        {"environment": {"OBSERVER_PORT": "8002", "OBSERVER_HOST": "127.0.0.3"}}
        """);
    environment.put("OBSERVER_PORT", "8003");

    Settings settings = read().valid();

    assertThat(
            List.of(
                settings.given(Catalogue.PORT),
                settings.given(Catalogue.HOST),
                settings.given(Catalogue.LOG_LEVEL),
                settings.given(Catalogue.COMMIT_DELAY_MILLIS)))
        .containsExactly(
            new Given("8003", new Origin(Level.ENVIRONMENT, "environment variable OBSERVER_PORT")),
            new Given(
                "127.0.0.3",
                new Origin(
                    Level.DEPLOYMENT_CONFIG,
                    "environment.OBSERVER_HOST in " + deploymentConfigFile())),
            new Given(
                "warn", new Origin(Level.IMAGE, "OBSERVER_LOG_LEVEL in " + imageDefaultsFile())),
            new Given("5", new Origin(Level.BUILT_IN, "built in")));
  }

  @Test
  void anEmptyVariableCountsAsNotGiven() throws IOException {
    deploymentConfig("{\"environment\": {\"OBSERVER_PORT\": \"8002\"}}");
    environment.put("OBSERVER_PORT", "");

    assertThat(read().valid().get(Catalogue.PORT)).isEqualTo(8002);
  }

  @Test
  void thePathsAndTheModeOfTheFileGiveValuesWhenItsEnvironmentDoesNot() throws IOException {
    deploymentConfig(
        """
        {
          "deployment": {
            "version": "1.0.0", "created": "2026-01-11T09:03:12+09:00",
            "structure": "qts_ops_deploy", "mode": "integrated"},
          "paths": {"data_dir": "/srv/data", "log_dir": "/srv/logs", "config_dir": "config"},
          "environment": {"OBSERVER_LOG_DIR": "/srv/logs/", "PYTHONPATH": "/app"}
        }
        """);

    Reading reading = read();
    Settings settings = reading.valid();

    assertThat(settings.get(Catalogue.STANDALONE)).isFalse();
    assertThat(settings.get(Catalogue.DATA_DIR)).isEqualTo(Path.of("/srv/data"));
    assertThat(settings.origin(Catalogue.DATA_DIR).place())
        .isEqualTo("paths.data_dir in " + deploymentConfigFile());
    assertThat(settings.origin(Catalogue.LOG_DIR).place())
        .isEqualTo("environment.OBSERVER_LOG_DIR in " + deploymentConfigFile());
    assertThat(settings.deployment())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "version", "1.0.0",
                "created", "2026-01-11T09:03:12+09:00",
                "structure", "qts_ops_deploy",
                "mode", "integrated"));
    assertThat(reading.notes())
        .containsExactly(
            new Problem(
                "environment.PYTHONPATH",
                "is ignored: Java has no module search path",
                "Remove it when no Python program reads this file any more."));
  }

  @Test
  void aPathOfTheFileThatTheEnvironmentOverridesIsNoted() throws IOException {
    deploymentConfig("{\"paths\": {\"data_dir\": \"/srv/data\", \"config_dir\": \"/app/config\"}}");
    environment.put("OBSERVER_DATA_DIR", "/mnt/data");

    assertThat(read().notes())
        .containsExactlyInAnyOrder(
            new Problem(
                "paths.data_dir",
                "says \"/srv/data\", but OBSERVER_DATA_DIR is \"/mnt/data\""
                    + " (environment variable OBSERVER_DATA_DIR)",
                "Correct the file, or remove the other."),
            new Problem(
                "paths.config_dir",
                "says \"/app/config\", but OBSERVER_CONFIG_DIR is \"config\" (built in)",
                "Correct the file, or remove the other."));
  }

  @Test
  void everythingThatIsWrongIsReportedAtOnce() throws IOException {
    deploymentConfig(
        """
        {
          "deployment": {"created": "yesterday", "mode": "both", "verison": "1.0.0"},
          "paths": {"data_dir": "/srv/data", "log_dir": 7},
          "environment": {
            "OBSERVER_DATA_DIR": "/srv/other", "OBSERVER_PROT": "8000",
            "OBSERVER_API_TOKEN": "s3cret", "OBSERVER_COMMIT_DELAY_MILLIS": "5s",
            "QTS_MODE": "PROD", "OBSERVER_LOG_LEVEL": null},
          "enviroment": {}
        }
        """);
    environment.put("OBSERVER_PORT", "80 000");
    environment.put("OBSERVER_HOTS", "127.0.0.1");

    assertThat(read().problems().stream().map(Problem::toString))
        .containsExactlyInAnyOrder(
            "OBSERVER_HOTS is not a setting. Did you mean OBSERVER_HOST?",
            "deployment.created is \"yesterday\", which is not a time with an offset."
                + " Write it like 2026-01-11T09:03:12+09:00.",
            "deployment.mode is \"both\". Write \"standalone\" or \"integrated\".",
            "deployment.verison is not a known key. Did you mean deployment.version?",
            "paths.data_dir contradicts environment.OBSERVER_DATA_DIR: /srv/data against"
                + " /srv/other. Make both say the same, or remove one of them.",
            "paths.log_dir must be text in quotes, but is number."
                + " Write text in quotes, or remove the key.",
            "environment.OBSERVER_PROT is not a setting. Did you mean OBSERVER_PORT?",
            "environment.OBSERVER_API_TOKEN can't be set in a file."
                + " Set it in the environment of the process and remove it here.",
            "environment.QTS_MODE is not a setting."
                + " Remove it; docs/configuration.md lists all settings.",
            "environment.OBSERVER_LOG_LEVEL must be text in quotes, but is null."
                + " Write text in quotes, or remove the key.",
            "enviroment is not a known key. Did you mean environment?",
            "OBSERVER_PORT is \"80 000\" (environment variable OBSERVER_PORT)."
                + " Give it a whole number from 0 to 65535.",
            "OBSERVER_COMMIT_DELAY_MILLIS is \"5s\" (environment.OBSERVER_COMMIT_DELAY_MILLIS in "
                + deploymentConfigFile()
                + "). Give it a whole number from 0 to 1000.");
  }

  @Test
  void aValueThatAStrongerLevelHidesIsCheckedToo() throws IOException {
    deploymentConfig("{\"environment\": {\"OBSERVER_PORT\": \"none\"}}");
    environment.put("OBSERVER_PORT", "8003");

    Reading reading = read();

    assertThat(reading.settings().get(Catalogue.PORT)).isEqualTo(8003);
    assertThat(reading.problems()).extracting(Problem::key).containsExactly("OBSERVER_PORT");
  }

  @Test
  void loadRefusesAWrongConfigurationWithAllProblemsInTheMessage() {
    environment.put("OBSERVER_PORT", "x");
    environment.put("OBSERVER_LOG_LEVEL", "loud");

    assertThatThrownBy(() -> Settings.load(environment, folder))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            """
            OBSERVER_PORT is "x" (environment variable OBSERVER_PORT). \
            Give it a whole number from 0 to 65535.
            OBSERVER_LOG_LEVEL is "loud" (environment variable OBSERVER_LOG_LEVEL). \
            Give it one of `error`, `warn`, `info`, `debug`, `trace`.\
            """);
  }

  @Test
  void aSecretIsNeverShown() {
    environment.put("OBSERVER_API_TOKEN", "s3cret");
    assertThat(read().valid().shown(Catalogue.API_TOKEN)).isEqualTo("(hidden)");

    environment.put("OBSERVER_API_TOKEN", "s3cret with spaces");
    assertThat(read().problems().toString()).contains("(hidden)").doesNotContain("s3cret");
  }

  @Test
  void aTokenInTwoPlacesIsRefused() {
    environment.put("OBSERVER_API_TOKEN", "s3cret");
    environment.put("OBSERVER_API_TOKEN_FILE", "/run/secrets/token");

    assertThat(read().problems())
        .containsExactly(
            new Problem(
                "OBSERVER_API_TOKEN",
                "is set, and so is OBSERVER_API_TOKEN_FILE",
                "Keep one of them."));
  }

  @Test
  void anAddressBeyondLoopbackNeedsATokenOrAWord() {
    environment.put("OBSERVER_HOST", "0.0.0.0");
    assertThat(read().problems())
        .containsExactly(
            new Problem(
                "OBSERVER_HOST",
                "is 0.0.0.0 (environment variable OBSERVER_HOST), which others can reach without a"
                    + " token",
                "Set OBSERVER_API_TOKEN_FILE, or allow it with OBSERVER_ANONYMOUS_ACCESS=on."));

    environment.put("OBSERVER_ANONYMOUS_ACCESS", "on");
    assertThat(read().problems()).isEmpty();

    environment.put("OBSERVER_ANONYMOUS_ACCESS", "off");
    environment.put("OBSERVER_API_TOKEN", "s3cret");
    assertThat(read().problems()).isEmpty();
  }

  @Test
  void loopbackIsToldByTheSpellingOfTheAddress() {
    for (String loopback : List.of("localhost", "127.0.0.1", "127.1.2.3", "::1")) {
      environment.put("OBSERVER_HOST", loopback);
      assertThat(read().problems()).as(loopback).isEmpty();
    }
    for (String beyond : List.of("::", "192.168.0.7", "observer.example")) {
      environment.put("OBSERVER_HOST", beyond);
      assertThat(read().problems()).as(beyond).hasSize(1);
    }
  }

  @Test
  void whatHoldsSomethingIsLargerThanIt() {
    environment.put("OBSERVER_MAX_SNAPSHOT_BYTES", "2MiB");
    environment.put("OBSERVER_MAX_BODY_BYTES", "1MiB");
    environment.put("OBSERVER_SEGMENT_BYTES", "8MiB");
    environment.put("OBSERVER_QUEUE_BYTES", "512KiB");

    assertThat(read().problems().stream().map(Problem::toString))
        .containsExactly(
            "OBSERVER_MAX_SNAPSHOT_BYTES is 2MiB, more than OBSERVER_MAX_BODY_BYTES with 1MiB."
                + " Lower the first or raise the second.",
            "OBSERVER_MAX_SNAPSHOT_BYTES is 2MiB, more than one part in 8 of"
                + " OBSERVER_SEGMENT_BYTES with 8MiB. Lower the first or raise the second.",
            "OBSERVER_MAX_BODY_BYTES is 1MiB, more than OBSERVER_QUEUE_BYTES with 512KiB."
                + " Lower the first or raise the second.");
  }

  @Test
  void aFolderThatWasNamedMustHoldTheFile() {
    environment.put("OBSERVER_CONFIG_DIR", "elsewhere");

    assertThat(read().problems())
        .containsExactly(
            new Problem(
                "deployment_config.json",
                "does not exist: " + folder.resolve("elsewhere/deployment_config.json"),
                "Create it, or correct the setting."));
  }

  @Test
  void aFileThatIsNotOneJsonObjectIsReportedWithThePlace() throws IOException {
    record Case(String content, String complaint) {}
    List<Case> cases =
        List.of(
            new Case("{\"paths\": {\n  \"data_dir\": }}", "at line 2, column"),
            new Case("{\"paths\": {}, \"paths\": {}}", "Duplicate Object property \"paths\""),
            new Case("{} {}", "Trailing token"),
            new Case("[]", "does not hold a JSON object"),
            new Case("", "does not hold a JSON object"),
            new Case(
                "{\"paths\": \"" + "x".repeat(JsonFile.MAX_BYTES) + "\"}",
                "larger than 1048576 bytes"));
    for (Case broken : cases) {
      deploymentConfig(broken.content());

      assertThat(read().problems())
          .singleElement()
          .satisfies(problem -> {
            assertThat(problem.key()).isEqualTo("deployment_config.json");
            assertThat(problem.cause()).contains(broken.complaint());
          });
    }
  }

  @Test
  void imageDefaultsThatAreNamedMustBeThereAndRight() throws IOException {
    environment.put("OBSERVER_IMAGE_DEFAULTS", "image.json");
    assertThat(read().problems())
        .extracting(Problem::key)
        .containsExactly("OBSERVER_IMAGE_DEFAULTS");

    imageDefaults("{\"OBSERVER_PROT\": \"1\"}");
    assertThat(read().problems())
        .containsExactly(
            new Problem(
                "OBSERVER_PROT in " + imageDefaultsFile(),
                "is not a setting",
                "Did you mean OBSERVER_PORT?"));
  }

  @Test
  void theImageMayMoveTheConfigFolderWithoutAFileInIt() throws IOException {
    imageDefaults("{\"OBSERVER_CONFIG_DIR\": \"/nowhere/config\"}");

    Reading reading = read();

    assertThat(reading.problems()).isEmpty();
    assertThat(reading.settings().get(Catalogue.CONFIG_DIR)).isEqualTo(Path.of("/nowhere/config"));
  }

  @Test
  void optionalSettingsAreEmptyWhenOff() {
    Settings settings = read().valid();

    assertThat(settings.get(Catalogue.CALENDARS_FILE)).isEmpty();
    assertThat(settings.get(Catalogue.DENIED_SYMBOLS)).isEmpty();

    environment.put("OBSERVER_DENIED_SYMBOLS", "005930, BTCUSD,");
    assertThat(read().valid().get(Catalogue.DENIED_SYMBOLS))
        .isEqualTo(Optional.of(List.of("005930", "BTCUSD")));
  }

  private Reading read() {
    return Settings.read(environment, folder);
  }

  private Path deploymentConfigFile() {
    return folder.resolve("config/deployment_config.json");
  }

  private Path imageDefaultsFile() {
    return folder.resolve("image.json");
  }

  private void deploymentConfig(String content) throws IOException {
    Files.createDirectories(deploymentConfigFile().getParent());
    Files.writeString(deploymentConfigFile(), content);
  }

  private void imageDefaults(String content) throws IOException {
    Files.writeString(imageDefaultsFile(), content);
    environment.put("OBSERVER_IMAGE_DEFAULTS", "image.json");
  }
}
