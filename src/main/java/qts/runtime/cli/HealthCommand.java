package qts.runtime.cli;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
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
    String answer = askInTime(health);
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

  private String askInTime(URI address) throws InterruptedException {
    FutureTask<String> answer = new FutureTask<>(() -> ask(address));
    Thread.ofPlatform().name("health").daemon().start(answer);
    try {
      return answer.get(timeoutSeconds, TimeUnit.SECONDS);
    } catch (TimeoutException late) {
      return "nothing within " + timeoutSeconds + " seconds";
    } catch (ExecutionException bug) {
      throw new IllegalStateException(bug.getCause());
    }
  }

  /**
   * The status of the answer, or the reason why there is none. Asked twice a minute on the
   * processor that the service may use, so by the client of the Java library that is the quickest
   * to start.
   */
  private static String ask(URI address) {
    try {
      HttpURLConnection connection =
          (HttpURLConnection) address.toURL().openConnection(Proxy.NO_PROXY);
      connection.setInstanceFollowRedirects(false);
      try {
        return Integer.toString(connection.getResponseCode());
      } finally {
        connection.disconnect();
      }
    } catch (IOException e) {
      return "nothing (" + reason(e) + ")";
    }
  }

  private static String reason(IOException e) {
    return "Connection refused".equals(e.getMessage())
        ? "the connection was refused"
        : String.valueOf(e);
  }
}
