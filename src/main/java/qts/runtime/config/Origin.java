package qts.runtime.config;

/**
 * Where a value came from.
 *
 * @param level who gave it
 * @param place the exact spot: the variable, or the key and its file
 */
public record Origin(Level level, String place) {
  static Origin environment(String name) {
    return new Origin(Level.ENVIRONMENT, "environment variable " + name);
  }

  static Origin builtIn() {
    return new Origin(Level.BUILT_IN, "built in");
  }
}
