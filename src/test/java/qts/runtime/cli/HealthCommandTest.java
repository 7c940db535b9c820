package qts.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qts.runtime.cli.FakeShell.Result;
import qts.runtime.config.Settings;

class HealthCommandTest {
  @TempDir Path folder;

  @Test
  void aServiceThatAnswers200IsHealthy() throws IOException {
    HttpServer service = service(200);
    String base = "http://127.0.0.1:" + service.getAddress().getPort();

    assertThat(new FakeShell(folder).run("health", "--url", base + "/"))
        .isEqualTo(new Result(ExitCode.OK, "healthy: " + base + "/health answered 200\n", ""));

    service.stop(0);
  }

  @Test
  void theAddressComesFromTheSettings() throws IOException {
    HttpServer service = service(200);

    Result result =
        new FakeShell(folder)
            .with("OBSERVER_PORT", Integer.toString(service.getAddress().getPort()))
            .with("OBSERVER_HOST", "0.0.0.0")
            .with("OBSERVER_ANONYMOUS_ACCESS", "on")
            .run("health");

    assertThat(result.status()).isEqualTo(ExitCode.OK);
    service.stop(0);
  }

  @Test
  void anyOtherAnswerIsNotHealthy() throws IOException {
    HttpServer service = service(503);
    String base = "http://127.0.0.1:" + service.getAddress().getPort();

    assertThat(new FakeShell(folder).run("health", "--url", base))
        .isEqualTo(
            new Result(
                ExitCode.FAILURE,
                "",
                "observer: %s/health answered 503. Check that the service runs, and its log.\n"
                    .formatted(base)));

    service.stop(0);
  }

  @Test
  void noServiceIsNotHealthy() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }

    Result result = new FakeShell(folder).run("health", "--url", "http://127.0.0.1:" + port);

    assertThat(result.status()).isEqualTo(ExitCode.FAILURE);
    assertThat(result.err()).contains("answered nothing (the connection was refused)");
  }

  @Test
  void aServiceThatKeepsSilentIsNotHealthyInTime() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
      String base = "http://127.0.0.1:" + silent.getLocalPort();

      Result result = new FakeShell(folder).run("health", "--timeout-seconds", "1", "--url", base);

      assertThat(result.status()).isEqualTo(ExitCode.FAILURE);
      assertThat(result.err()).contains("answered nothing within 1 seconds");
    }
  }

  @Test
  void anAddressThatIsNoneIsAnErrorOfUsage() {
    Result result = new FakeShell(folder).run("health", "--url", "localhost:8000");

    assertThat(result.status()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err())
        .contains("'localhost:8000' is not an address like http://127.0.0.1:8000");
  }

  @Test
  void aWrongConfigurationIsOneLineForEachProblem() {
    assertThat(
            new FakeShell(folder)
                .with("OBSERVER_PORT", "x")
                .with("OBSERVER_PROT", "8000")
                .run("health"))
        .isEqualTo(
            new Result(
                ExitCode.FAILURE,
                "",
                """
                observer: OBSERVER_PROT is not a setting. Did you mean OBSERVER_PORT?
                observer: OBSERVER_PORT is "x" (environment variable OBSERVER_PORT). \
                Give it a whole number from 0 to 65535.
                """));
  }

  @Test
  void anAddressOfTheSixthVersionIsPutInBrackets() {
    assertThat(address("::1")).isEqualTo("http://[::1]:8000");
    assertThat(address("localhost")).isEqualTo("http://localhost:8000");
  }

  private String address(String host) {
    return ServiceAddress.of(Settings.load(Map.of("OBSERVER_HOST", host), folder)).base();
  }

  private static HttpServer service(int status) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 8);
    server.createContext(
        "/health",
        exchange -> {
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
    return server;
  }
}
