package qts.runtime.http;

import io.javalin.config.RoutesConfig;

/** A set of endpoints of the service. */
@FunctionalInterface
public interface Routes {

  /**
   * Adds the endpoints. Handlers run on virtual threads, may block, and refuse a request by
   * throwing a {@link ProblemException}; any other runtime exception counts as a bug.
   */
  void register(RoutesConfig routes);
}
