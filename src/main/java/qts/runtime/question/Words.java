package qts.runtime.question;

import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import qts.decision.Order;
import qts.decision.json.JsonArray;
import qts.decision.json.JsonNull;
import qts.decision.json.JsonNumber;
import qts.decision.json.JsonObject;
import qts.decision.json.JsonText;
import qts.decision.json.JsonValue;
import qts.decision.json.PythonJson;
import qts.decision.rules.RecordedLimit;

/** Puts parts of decisions into words. */
final class Words {
  private static final long SECOND = 1_000;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;

  private Words() {}

  static String order(@Nullable Order order, String symbol) {
    if (order == null) {
      return "the order";
    }
    StringJoiner words = new StringJoiner(" ", "the order to ", "").add(order.action().name());
    if (order.qty() != null) {
      words.add(number(order.qty()));
    }
    words.add(order.symbol() == null || order.symbol().isEmpty() ? symbol : order.symbol());
    return order.limitPrice() == null
        ? words.toString()
        : words.add("at").add(number(order.limitPrice())).toString();
  }

  /** What a rule was about: its code and reason, what it allows, and what was there. */
  static String rule(BlockingSet.Enough rule) {
    StringBuilder words = new StringBuilder(rule.code());
    if (!rule.rule().id().equals(rule.code())) {
      words.append(" (rule ").append(rule.rule().id()).append(version(rule)).append(')');
    } else if (rule.rule().version() != null) {
      words.append(" (").append(version(rule).strip()).append(')');
    }
    if (!rule.reason().isEmpty()) {
      words.append(": ").append(rule.reason());
    }
    if (rule.limit() != null) {
      words.append("; it allows ").append(limit(rule.limit()));
      words.append(", and there was ").append(value(rule.actual()));
    }
    return words.append(doubt(rule.check())).toString();
  }

  private static String version(BlockingSet.Enough rule) {
    return rule.rule().version() == null ? "" : " version " + rule.rule().version();
  }

  private static String doubt(@Nullable RecordedLimit check) {
    return check == RecordedLimit.CONTRADICTED
        ? " (by these the rule would not have blocked: ask its owner)"
        : "";
  }

  private static String limit(JsonValue limit) {
    if (!(limit instanceof JsonObject bounds) || bounds.isEmpty()) {
      return value(limit);
    }
    StringJoiner words = new StringJoiner(" and ");
    for (Map.Entry<String, JsonValue> bound : bounds.fields().entrySet()) {
      words.add(bound.getKey().replace('_', ' ') + " " + value(bound.getValue()));
    }
    return words.toString();
  }

  static String value(@Nullable JsonValue value) {
    return switch (value) {
      case JsonText text -> text.value();
      case JsonNumber number -> number(number);
      case JsonArray array -> {
        StringJoiner words = new StringJoiner(", ");
        array.items().forEach(item -> words.add(value(item)));
        yield words.toString();
      }
      case JsonNull none -> "nothing known";
      case null -> "nothing";
      default -> PythonJson.line(value);
    };
  }

  /** A number with its digits, without a fraction that is none. */
  private static String number(JsonNumber number) {
    String text = number.text();
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  /** A length of time. */
  static String duration(long millis) {
    if (millis < MINUTE) {
      return "%d.%03d s".formatted(millis / SECOND, millis % SECOND);
    }
    return millis < HOUR
        ? "%d min %d s".formatted(millis / MINUTE, millis % MINUTE / SECOND)
        : "%d h %d min".formatted(millis / HOUR, millis % HOUR / MINUTE);
  }
}
