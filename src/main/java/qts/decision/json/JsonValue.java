package qts.decision.json;

/**
 * One JSON value. Immutable; equal when the text would be equal: {@code 1} and {@code 1.0} differ,
 * and so do two objects with the same fields in another order.
 */
public sealed interface JsonValue
    permits JsonObject, JsonArray, JsonText, JsonNumber, JsonBoolean, JsonNull {

  /** What stands here, in the words of an error message, for example {@code a string}. */
  String kind();
}
