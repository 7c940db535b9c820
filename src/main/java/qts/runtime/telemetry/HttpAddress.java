package qts.runtime.telemetry;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Addresses of HTTP servers as people write them. */
public final class HttpAddress {
  private HttpAddress() {}

  /**
   * Reads an {@code http://} or {@code https://} URL with a host; empty when it is something else.
   */
  public static Optional<URI> parse(String text) {
    try {
      URI uri = new URI(text);
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      return http && uri.getHost() != null ? Optional.of(uri) : Optional.empty();
    } catch (URISyntaxException somethingElse) {
      return Optional.empty();
    }
  }
}
