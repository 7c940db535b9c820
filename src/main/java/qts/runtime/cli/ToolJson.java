package qts.runtime.cli;

import java.io.PrintStream;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** Prints values as JSON, one a line, with names in snake case. */
final class ToolJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  private ToolJson() {}

  static void print(PrintStream out, Object value) {
    out.println(MAPPER.writeValueAsString(value));
  }
}
