package qts.decision.rules;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import qts.decision.json.JsonBoolean;
import qts.decision.json.JsonNumber;
import qts.decision.json.JsonObject;
import qts.decision.json.JsonValue;

/**
 * What can be said about a block from its recorded limit and value alone, where the rule itself is
 * not known.
 */
public enum RecordedLimit {
  /** The value breaks the limit: the rule alone was enough. */
  CONFIRMED,
  /** The value keeps the limit, so the block does not follow from what it records. */
  CONTRADICTED,
  /** Limit and value do not say it: one is missing, or the limit names no direction. */
  UNDECIDED;

  /**
   * Compares. A limit with a direction is an object like {@code {"at_most": 20}}, with one or more
   * of {@code above}, {@code at_least}, {@code below}, {@code at_most}, {@code equals}; a truth
   * value is a limit that allows just itself.
   */
  public static RecordedLimit check(@Nullable JsonValue limit, @Nullable JsonValue actual) {
    if (limit instanceof JsonBoolean allowed && actual instanceof JsonBoolean was) {
      return allowed.equals(was) ? CONTRADICTED : CONFIRMED;
    }
    if (limit instanceof JsonObject bounds && actual instanceof JsonNumber value) {
      return check(bounds, value.doubleValue());
    }
    return UNDECIDED;
  }

  private static RecordedLimit check(JsonObject bounds, double value) {
    Truth keeps = bounds.isEmpty() ? Truth.UNKNOWN : Truth.TRUE;
    for (Map.Entry<String, JsonValue> bound : bounds.fields().entrySet()) {
      keeps = keeps.and(keeps(bound.getKey(), bound.getValue(), value));
    }
    return switch (keeps) {
      case TRUE -> CONTRADICTED;
      case FALSE -> CONFIRMED;
      case UNKNOWN -> UNDECIDED;
    };
  }

  private static Truth keeps(String word, JsonValue bound, double value) {
    for (Comparison comparison : Comparison.values()) {
      if (comparison.word().equals(word) && bound instanceof JsonNumber number) {
        return Truth.of(comparison.holds(value, number.doubleValue()));
      }
    }
    return Truth.UNKNOWN;
  }
}
