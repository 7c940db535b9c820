package qts.decision.json;

import java.util.List;

/** A JSON array. */
public record JsonArray(List<JsonValue> items) implements JsonValue {

  public JsonArray {
    items = List.copyOf(items);
  }

  /** An array of strings. */
  public static JsonArray ofTexts(List<String> texts) {
    return new JsonArray(texts.stream().<JsonValue>map(JsonText::new).toList());
  }

  @Override
  public String kind() {
    return "an array";
  }
}
