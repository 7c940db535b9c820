package qts.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qts.runtime.cli.FakeShell.Result;
import qts.runtime.config.Catalogue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class InfoCommandTest {
  @TempDir Path folder;

  @BeforeEach
  void aDeploymentConfig() throws IOException {
    Files.createDirectories(folder.resolve("config"));
    Files.writeString(
        folder.resolve("config/deployment_config.json"),
        """
        {
          "deployment": {"version": "1.0.0", "mode": "standalone"},
          "environment": {"OBSERVER_PORT": "8002", "PYTHONPATH": "/app"}
        }
        """);
  }

  @Test
  void theReportShowsEverySettingWithItsOrigin() {
    Result result = new FakeShell(folder).with("OBSERVER_LOG_LEVEL", "warn").run("info", "--json");

    assertThat(result.status()).isEqualTo(ExitCode.OK);
    JsonNode report = JsonMapper.shared().readTree(result.out());
    assertThat(report.get("valid").booleanValue()).isTrue();
    assertThat(report.get("settings")).hasSize(Catalogue.all().size());
    assertThat(setting(report, "OBSERVER_LOG_LEVEL"))
        .isEqualTo(
            json(
                """
                {"name": "OBSERVER_LOG_LEVEL", "value": "warn", "origin": "environment",
                 "place": "environment variable OBSERVER_LOG_LEVEL"}
                """));
    assertThat(setting(report, "OBSERVER_PORT"))
        .isEqualTo(
            json(
                """
                {"name": "OBSERVER_PORT", "value": "8002", "origin": "deployment config",
                 "place": "environment.OBSERVER_PORT in %s"}
                """
                    .formatted(folder.resolve("config/deployment_config.json"))));
    assertThat(setting(report, "OBSERVER_HOST").get("origin").stringValue())
        .isEqualTo("built-in default");
  }

  @Test
  void theReportShowsPathsFilesAndNotes() throws IOException {
    Files.createDirectories(folder.resolve("data/observer/journal"));

    JsonNode report =
        JsonMapper.shared().readTree(new FakeShell(folder).run("info", "--json").out());

    assertThat(report.get("paths").get(0))
        .isEqualTo(
            json(
                """
                {"name": "data", "path": "%s", "condition": "ready", "exists": true, "usable": true,
                 "setting": "OBSERVER_DATA_DIR", "origin": "built-in default", "place": "built in"}
                """
                    .formatted(folder.resolve("data/observer"))));
    assertThat(report.get("journal"))
        .isEqualTo(
            json(
                "{\"path\": \"%s\", \"present\": true}"
                    .formatted(folder.resolve("data/observer/journal"))));
    assertThat(report.get("deployment_config"))
        .isEqualTo(
            json(
                """
                {"path": "%s", "found": true,
                 "deployment": {"version": "1.0.0", "mode": "standalone"}}
                """
                    .formatted(folder.resolve("config/deployment_config.json"))));
    assertThat(report.get("notes").get(0).get("key").stringValue())
        .isEqualTo("environment.PYTHONPATH");
    assertThat(report.get("product").get("name").stringValue()).isEqualTo("qts-observer");
  }

  @Test
  void aConfigurationTheServiceWouldRefuseFailsButIsShown() {
    Result result =
        new FakeShell(folder)
            .with("OBSERVER_PORT", "http")
            .with("OBSERVER_API_TOKEN", "s3cret")
            .run("info");

    assertThat(result.status()).isEqualTo(ExitCode.FAILURE);
    assertThat(result.out())
        .contains(
            "\n  OBSERVER_PORT is \"http\" (environment variable OBSERVER_PORT)."
                + " Give it a whole number from 0 to 65535.\n")
        .containsPattern("OBSERVER_PORT +8002 +deployment config +environment\\.OBSERVER_PORT in ")
        .containsPattern("OBSERVER_API_TOKEN +\\(hidden\\) +environment\n")
        .endsWith("Not ready to start: put right what is listed above.\n")
        .doesNotContain("s3cret");
  }

  @Test
  void aPathThatCanNotBeUsedFails() throws IOException {
    Files.createFile(folder.resolve("logs"));

    Result result = new FakeShell(folder).run("info");

    assertThat(result.status()).isEqualTo(ExitCode.FAILURE);
    assertThat(result.out()).containsPattern("logs +.*/logs +not the right kind of file");
  }

  @Test
  void theTextOfAValueStaysOnItsLine() {
    List<String> lines =
        new FakeShell(folder)
            .with("OBSERVER_CALENDARS_FILE", "x\nReady to start.\u001b[1A")
            .run("info")
            .out()
            .lines()
            .toList();

    assertThat(lines).noneMatch(line -> line.startsWith("Ready to start.\u001b"));
    assertThat(lines)
        .anyMatch(line ->
            line.matches(" +OBSERVER_CALENDARS_FILE +x\\\\nReady to start\\.\\\\u001B\\[1A .*"));
  }

  private static JsonNode setting(JsonNode report, String name) {
    return report
        .get("settings")
        .valueStream()
        .filter(line -> line.get("name").stringValue().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }
}
