package qts.decision.json;

/** A JSON string, escapes decoded. */
public record JsonText(String value) implements JsonValue {

  @Override
  public String kind() {
    return "a string";
  }
}
