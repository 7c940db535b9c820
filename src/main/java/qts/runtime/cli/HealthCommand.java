package qts.runtime.cli;

import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import qts.runtime.config.Settings;

/**
 * {@code health}: asks a running service whether it is healthy. Containers use it as their health
 * check, so it fails whenever the answer is not a clear yes in time.
 */
@Command(name = "health", description = "Ask the running service whether it is healthy.")
final class HealthCommand implements Callable<Integer> {
  private final Shell shell;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "Address of the service; by default the one in the settings.")
  private @Nullable ServiceAddress url;

  @Option(
      names = "--timeout-seconds",
      paramLabel = "N",
      description = "How long to wait for the answer (default: ${DEFAULT-VALUE}).")
  private int timeoutSeconds = 5;

  HealthCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws InterruptedException {
    URI health = address().at("/health");
    String answer = ask(health);
    if (answer.equals("200")) {
      shell.out().println("healthy: " + health + " answered 200");
      return ExitCode.OK;
    }
    shell
        .err()
        .println(
            "observer: %s answered %s. Check that the service runs, and its log."
                .formatted(health, answer));
    return ExitCode.FAILURE;
  }

  private ServiceAddress address() {
    return url != null
        ? url
        : ServiceAddress.of(Settings.load(shell.environment(), shell.workingDirectory()));
  }

  /** The status of the answer, or the reason why there is none. */
  private String ask(URI address) throws InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(address).GET().build();
    try (HttpClient client = client()) {
      String answer = ask(request, client);
      client.shutdownNow();
      return answer;
    }
  }

  private String ask(HttpRequest request, HttpClient client) throws InterruptedException {
    try {
      HttpResponse<Void> response =
          client
              .sendAsync(request, HttpResponse.BodyHandlers.discarding())
              .get(timeoutSeconds, TimeUnit.SECONDS);
      return Integer.toString(response.statusCode());
    } catch (TimeoutException late) {
      return "nothing within " + timeoutSeconds + " seconds";
    } catch (ExecutionException failed) {
      return "nothing (" + reason(failed) + ")";
    }
  }

  private static String reason(ExecutionException failed) {
    return failed.getCause() instanceof ConnectException refused && refused.getMessage() == null
        ? "the connection was refused"
        : String.valueOf(failed.getCause());
  }

  private static HttpClient client() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .proxy(HttpClient.Builder.NO_PROXY)
        .build();
  }
}
