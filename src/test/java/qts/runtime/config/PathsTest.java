package qts.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qts.runtime.config.Place.Condition;

class PathsTest {
  @TempDir Path folder;

  @Test
  void relativePathsStartAtTheWorkingDirectory() {
    Paths paths = paths(Map.of("OBSERVER_LOG_DIR", "../logs"));

    assertThat(paths.journalDir()).isEqualTo(folder.resolve("data/observer/journal"));
    assertThat(paths.logFile()).isEqualTo(folder.resolveSibling("logs/observer.log"));
    assertThat(paths.deploymentConfigFile())
        .isEqualTo(folder.resolve("config/deployment_config.json"));
  }

  @Test
  void absolutePathsStayAsTheyAre() {
    Paths paths =
        paths(
            Map.of(
                "OBSERVER_DATA_DIR", "/app/data/observer",
                "OBSERVER_CALENDARS_FILE", "/app/config/calendars.json"));

    assertThat(paths.dataDir()).isEqualTo(Path.of("/app/data/observer"));
    assertThat(paths.calendarsFile()).contains(Path.of("/app/config/calendars.json"));
  }

  @Test
  void aFreshFolderHoldsNothingYetAndThatIsFine() {
    assertThat(conditions(paths(Map.of())))
        .isEqualTo(
            Map.of(
                "data", Condition.CREATED_AT_START,
                "journal", Condition.CREATED_AT_START,
                "logs", Condition.CREATED_AT_START,
                "log file", Condition.CREATED_AT_START,
                "config", Condition.ABSENT,
                "deployment config", Condition.ABSENT,
                "kill switch", Condition.ABSENT,
                "signing key", Condition.ABSENT));
  }

  @Test
  void placesAreLookedAtWithoutChangingThem() throws IOException {
    Files.createDirectories(folder.resolve("data"));
    Files.createFile(folder.resolve("data/observer"));
    Files.createDirectories(folder.resolve("logs/observer.log"));
    Files.createDirectories(folder.resolve("calendars"));

    Map<String, Condition> conditions =
        conditions(
            paths(
                Map.of(
                    "OBSERVER_API_TOKEN_FILE", "token", "OBSERVER_CALENDARS_FILE", "calendars")));

    assertThat(conditions)
        .isEqualTo(
            Map.of(
                "data", Condition.WRONG_KIND,
                "journal", Condition.NOT_WRITABLE,
                "logs", Condition.READY,
                "log file", Condition.WRONG_KIND,
                "config", Condition.ABSENT,
                "deployment config", Condition.ABSENT,
                "kill switch", Condition.ABSENT,
                "signing key", Condition.ABSENT,
                "token", Condition.MISSING,
                "calendars", Condition.WRONG_KIND));
  }

  @Test
  void creatingMakesTheFoldersAndLeavesThemEmpty() throws IOException {
    Paths paths = paths(Map.of());

    paths.create();

    assertThat(paths.dataDir()).isEmptyDirectory();
    assertThat(paths.logDir()).isEmptyDirectory();
  }

  @Test
  void foldersThatCanNotBeWrittenAreRefusedTogether() throws IOException {
    Files.createFile(folder.resolve("file"));

    assertThatThrownBy(
            paths(Map.of("OBSERVER_DATA_DIR", "file", "OBSERVER_LOG_DIR", "/proc/logs"))::create)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageMatching(
            """
            OBSERVER_DATA_DIR is .*/file \\(environment variable OBSERVER_DATA_DIR\\), \
            where nothing can be written: .*\\. Give the user .*
            OBSERVER_LOG_DIR is /proc/logs .*\
            """);
  }

  private Paths paths(Map<String, String> environment) {
    return new Paths(Settings.load(environment, folder));
  }

  private static Map<String, Condition> conditions(Paths paths) {
    return paths.places().stream().collect(Collectors.toMap(Place::name, Place::condition));
  }
}
