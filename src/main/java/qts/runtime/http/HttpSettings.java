package qts.runtime.http;

import java.util.Optional;
import java.util.function.Predicate;

/**
 * How the server listens and what it takes.
 *
 * @param host the address to listen on
 * @param port the port; 0 for any free one
 * @param token recognises the bearer token; empty when none is asked for
 */
public record HttpSettings(String host, int port, Optional<Predicate<String>> token) {

  /** Loopback, any free port, no token. */
  public static HttpSettings loopback() {
    return new HttpSettings("127.0.0.1", 0, Optional.empty());
  }

  public HttpSettings withToken(Predicate<String> recognised) {
    return new HttpSettings(host, port, Optional.of(recognised));
  }
}
