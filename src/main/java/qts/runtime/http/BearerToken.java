package qts.runtime.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Lets only requests with the token pass, except those by which load balancers and container
 * engines ask how the service is: they have no token.
 */
record BearerToken(Predicate<String> recognised) implements Handler {
  private static final String SCHEME = "Bearer ";
  private static final Set<String> OPEN = Set.of("/health", "/ready");

  @Override
  public void handle(Context ctx) {
    if (!OPEN.contains(ctx.path()) && !isValid(ctx.header("Authorization"))) {
      throw new ProblemException(
              ProblemType.UNAUTHORIZED,
              "Send the header 'Authorization: Bearer TOKEN' with the token of this service.")
          .header("WWW-Authenticate", "Bearer realm=\"qts-observer\"");
    }
  }

  private boolean isValid(@Nullable String header) {
    return header != null
        && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        && recognised.test(header.substring(SCHEME.length()).strip());
  }
}
