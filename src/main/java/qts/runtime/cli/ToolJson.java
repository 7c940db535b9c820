package qts.runtime.cli;

import java.io.PrintStream;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Prints values as JSON, one a line, with names in snake case. */
final class ToolJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  private ToolJson() {}

  /** The value as a tree, to be added to. */
  static ObjectNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  static void print(PrintStream out, Object value) {
    out.println(MAPPER.writeValueAsString(value));
  }
}
