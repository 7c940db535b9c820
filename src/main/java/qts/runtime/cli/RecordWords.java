package qts.runtime.cli;

import java.util.StringJoiner;
import tools.jackson.databind.JsonNode;

/** What a record says, in a few words for a person. */
final class RecordWords {
  private static final int MAX_LENGTH = 140;
  private static final String[] OF_OTHERS = {
    "severity",
    "seconds",
    "rule",
    "path",
    "change",
    "event",
    "name",
    "version",
    "flag",
    "on",
    "enabled",
    "limit",
    "value",
    "symbol",
    "who",
    "why",
    "reason"
  };

  private RecordWords() {}

  /** The words for the member {@code record} of a line of this kind. */
  static String of(String kind, JsonNode record) {
    String words =
        switch (kind) {
          case "snapshot", "pattern" -> snapshot(record);
          case "judgment" -> judgment(record);
          case "block" -> block(record);
          case "non_execution" -> nonExecution(record);
          default -> other(record);
        };
    return shortened(words.strip());
  }

  private static String shortened(String words) {
    return words.length() > MAX_LENGTH ? words.substring(0, MAX_LENGTH) + "…" : words;
  }

  private static String snapshot(JsonNode record) {
    JsonNode summary = record.at("/metadata/_interpretation/summary");
    StringJoiner words = new StringJoiner(" ");
    add(words, "", summary.path("symbol"));
    add(words, "price ", summary.path("price"));
    add(words, "volume ", summary.path("volume"));
    record.path("condition_tags").forEach(tag -> words.add(tag.asString("")));
    record.at("/metadata/quality_flags").forEach(flag -> words.add(flag.asString("")));
    return words.toString();
  }

  private static String judgment(JsonNode record) {
    StringJoiner words = new StringJoiner(" ");
    add(words, "", record.path("action"));
    add(words, "", record.path("qty"));
    add(words, "", record.path("symbol"));
    return words + by(record) + because(record);
  }

  private static String block(JsonNode record) {
    StringJoiner words = new StringJoiner(" ");
    add(words, "", record.path("blocked_by"));
    add(words, "allows ", record.path("limit"));
    add(words, "was ", record.path("actual"));
    return words + order(record) + times(record) + by(record) + because(record);
  }

  private static String nonExecution(JsonNode record) {
    StringJoiner words = new StringJoiner(" ");
    add(words, "", record.path("status"));
    return words + order(record) + times(record) + by(record) + because(record);
  }

  private static String order(JsonNode record) {
    JsonNode order = record.path("order");
    StringJoiner words = new StringJoiner(" ", " [", "]").setEmptyValue("");
    add(words, "", order.path("action"));
    add(words, "", order.path("qty"));
    add(words, "", order.path("symbol"));
    return words.toString();
  }

  private static String times(JsonNode record) {
    long count = record.path("count").asLong(1);
    return count > 1 ? " ×" + count : "";
  }

  private static String by(JsonNode record) {
    String strategy = record.path("strategy_name").asString("");
    return strategy.isEmpty() ? "" : " by " + strategy;
  }

  private static String because(JsonNode record) {
    String reason = record.path("reason").asString("");
    return reason.isEmpty() ? "" : ": " + reason;
  }

  private static String other(JsonNode record) {
    StringJoiner words = new StringJoiner(" ");
    for (String name : OF_OTHERS) {
      add(words, isNumberOf(name) ? name + " " : "", record.path(name));
    }
    return words.length() == 0 ? record.toString() : words.toString();
  }

  private static boolean isNumberOf(String name) {
    return switch (name) {
      case "seconds", "on", "enabled", "value" -> true;
      default -> false;
    };
  }

  private static void add(StringJoiner words, String label, JsonNode value) {
    if (!value.isMissingNode() && !value.isNull() && !text(value).isEmpty()) {
      words.add(label + text(value));
    }
  }

  /** A value as it came, a number with all its digits. */
  static String text(JsonNode value) {
    if (value.isNumber()) {
      return value.decimalValue().toPlainString();
    }
    return value.isString() ? value.asString("") : value.toString();
  }
}
