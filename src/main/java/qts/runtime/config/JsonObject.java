package qts.runtime.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A JSON object that is read key by key: a value of the wrong type, and a key nobody asked for, is
 * a problem under the key's dotted name.
 */
final class JsonObject {
  private final String path;
  private final Map<String, JsonNode> unread = new LinkedHashMap<>();
  private final List<String> known = new ArrayList<>();
  private final List<Problem> problems;

  /**
   * @param path the dotted name of the object; empty for a whole file
   * @param node the object
   * @param problems takes what is wrong
   */
  JsonObject(String path, JsonNode node, List<Problem> problems) {
    this.path = path;
    this.problems = problems;
    node.properties().forEach(entry -> unread.put(entry.getKey(), entry.getValue()));
  }

  /** The dotted name of {@code name} in this object. */
  String key(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  /** The object at {@code name}; an empty one when there is none. */
  JsonObject object(String name) {
    JsonNode found =
        take(name)
            .filter(node -> expect(node.isObject(), name, "an object in braces", node))
            .orElseGet(JsonNodeFactory.instance::objectNode);
    return new JsonObject(key(name), found, problems);
  }

  /** The text at {@code name}; empty when there is none. */
  Optional<String> text(String name) {
    return take(name)
        .filter(node -> expect(node.isString(), name, "text in quotes", node))
        .map(JsonNode::stringValue);
  }

  /** Every key that was not read yet, with its text. */
  Map<String, String> remainingTexts() {
    Map<String, String> texts = new LinkedHashMap<>();
    for (String name : List.copyOf(unread.keySet())) {
      text(name).ifPresent(text -> texts.put(name, text));
    }
    return texts;
  }

  /** Makes every key that was not read a problem. */
  void refuseOthers() {
    for (String name : unread.keySet()) {
      String remedy =
          NearestName.to(name, known)
              .map(nearest -> "Did you mean " + key(nearest) + "?")
              .orElse("Known here: " + String.join(", ", known) + ".");
      problems.add(new Problem(key(name), "is not a known key", remedy));
    }
  }

  private Optional<JsonNode> take(String name) {
    known.add(name);
    return Optional.ofNullable(unread.remove(name));
  }

  private boolean expect(boolean met, String name, String wanted, JsonNode actual) {
    if (!met) {
      String found =
          actual.isNull() ? "null" : actual.getNodeType().name().toLowerCase(Locale.ROOT);
      problems.add(
          new Problem(
              key(name),
              "must be " + wanted + ", but is " + found,
              "Write " + wanted + ", or remove the key."));
    }
    return met;
  }
}
