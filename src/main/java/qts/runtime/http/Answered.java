package qts.runtime.http;

import java.util.Optional;
import java.util.function.Function;

/**
 * A request that was answered.
 *
 * @param method {@code GET}, {@code POST} …; any word the client sent
 * @param route the route's path with its parameters unfilled; empty when none matched
 * @param nanos how long everything took, from the head of the request to the answer
 * @param headers the request's headers by name, in any case; asked for on this thread only
 */
public record Answered(
    String method,
    String route,
    int status,
    long nanos,
    Function<String, Optional<String>> headers) {

  /** The request's header called {@code name}. */
  public Optional<String> header(String name) {
    return headers.apply(name);
  }
}
