package qts.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qts.runtime.cli.Launched.Result;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The packaged program, started as a person starts it. */
class LauncherIT {
  @TempDir Path folder;

  @Test
  void itStartsFromAnyFolderWithoutBuildingAgain() throws Exception {
    Result result = new Launched(folder).run("info", "--json");

    assertThat(result.err()).isEmpty();
    assertThat(result.status()).isEqualTo(ExitCode.OK);
    JsonNode report = JsonMapper.shared().readTree(result.out());
    assertThat(report.get("product").get("version").stringValue()).matches("\\d+\\.\\d+\\..*");
    assertThat(report.get("product").get("build").stringValue()).matches("[0-9a-f]{16}");
    assertThat(report.get("paths").get(0).get("path").stringValue())
        .isEqualTo(folder.toRealPath().resolve("data/observer").toString());
  }

  @Test
  void itStartsThroughASymbolicLinkInAFolderWithASpace() throws Exception {
    Path bin = Files.createDirectory(folder.resolve("my programs"));
    Path link = Files.createSymbolicLink(bin.resolve("qts"), Launched.LAUNCHER);

    Result result = new Launched(folder).through(link).run("--version");

    assertThat(result.out()).startsWith("qts-observer ");
    assertThat(result.status()).isEqualTo(ExitCode.OK);
  }

  @Test
  void wrongUsageIsExitCode2() throws Exception {
    Result result = new Launched(folder).run("infos");

    assertThat(result.status()).isEqualTo(ExitCode.USAGE);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).startsWith("observer: Unmatched argument at index 0: 'infos'\n");
  }

  @Test
  void aBrokenConfigFileIsNamedWithTheRemedyAndNoStackTrace() throws Exception {
    deploymentConfig("{\"environment\": {\"OBSERVER_PORT\": 8000}, \"path\": {}}");

    assertThat(new Launched(folder).run("health"))
        .isEqualTo(
            new Result(
                ExitCode.FAILURE,
                "",
                """
                observer: environment.OBSERVER_PORT must be text in quotes, but is number. \
                Write text in quotes, or remove the key.
                observer: path is not a known key. Did you mean paths?
                """));
  }

  @Test
  void theEnvironmentOfTheProcessBeatsTheConfigFile() throws Exception {
    deploymentConfig(
        """
        {"environment": {"OBSERVER_PORT": "8002", "OBSERVER_HOST": "127.0.0.9"}}
        """);

    String report = new Launched(folder).with("OBSERVER_PORT", "8003").run("info").out();

    assertThat(report)
        .containsPattern("OBSERVER_PORT +8003 +environment\n")
        .containsPattern("OBSERVER_HOST +127\\.0\\.0\\.9 +deployment config ")
        .containsPattern("OBSERVER_COMMIT_DELAY_MILLIS +5 +built-in default\n");
  }

  @Test
  void aSignalReachesTheProgram() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Launched launched = new Launched(folder);
      Process process =
          launched.start(
              "health",
              "--timeout-seconds",
              "600",
              "--url",
              "http://127.0.0.1:" + silent.getLocalPort());
      try (Socket asking = silent.accept()) {
        assertThat(asking.isConnected()).isTrue();
        process.destroy();

        assertThat(launched.await(process).status()).isEqualTo(128 + 15);
      }
    }
  }

  @Test
  void optionsForTheJavaMachineWinAndACacheThatDoesNotFitIsSilent() throws Exception {
    Result result =
        new Launched(folder)
            .with("OBSERVER_JAVA_OPTS", "-XX:+UseG1GC -XX:+UseCompactObjectHeaders")
            .run("--version");

    assertThat(result.err()).isEmpty();
    assertThat(result.status()).isEqualTo(ExitCode.OK);
  }

  @Test
  void withoutTheRightJdkTheRemedyIsSaid() throws Exception {
    Path script = Files.writeString(folder.resolve("seek"), finderFor("99"));
    assertThat(script.toFile().setExecutable(true)).isTrue();

    Result result = new Launched(folder).through(script).run();

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err())
        .startsWith("observer: no JDK 99 found.\n")
        .contains("Remedy: install a JDK 99");
  }

  private static String finderFor(String version) {
    return """
    #!/bin/sh
    . '%s'
    jdk_version=%s
    find_jdk
    """
        .formatted(Launched.LAUNCHER.resolveSibling(".mvn/jdk.sh"), version);
  }

  private void deploymentConfig(String content) throws IOException {
    Files.createDirectories(folder.resolve("config"));
    Files.writeString(folder.resolve("config/deployment_config.json"), content);
  }
}
