package qts.runtime.cli;

import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import qts.runtime.client.ServiceClient;
import qts.runtime.config.ApiToken;
import qts.runtime.config.Settings;

/**
 * How a command reaches a running service; the token comes from the settings, never from a command
 * line.
 */
final class ServiceOptions {
  @Option(
      names = "--url",
      paramLabel = "URL",
      description = {
        "Address of the service; by default the one in the settings.",
        "Its token is taken from OBSERVER_API_TOKEN or OBSERVER_API_TOKEN_FILE."
      })
  private @Nullable ServiceAddress url;

  /** Whether an address was given. */
  boolean isGiven() {
    return url != null;
  }

  /** A client of the service; to be closed. */
  ServiceClient connect(Shell shell) {
    Settings settings = Settings.load(shell.environment(), shell.workingDirectory());
    URI base = (url == null ? ServiceAddress.of(settings) : url).at("/");
    return new ServiceClient(base, token(settings));
  }

  private static Optional<String> token(Settings settings) {
    return ApiToken.of(settings).map(ApiToken::secret);
  }
}
