package qts.decision.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import qts.observer.Finding;
import qts.observer.Rules;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/**
 * Reads one JSON document strictly: RFC 8259 in UTF-8, one value and nothing behind it, no field
 * twice, no lone surrogate, numbers within the range of a double. Everything else is a {@link
 * ContractViolation} that names the place.
 */
public final class JsonReader {

  /** The deepest nesting of objects and arrays. */
  public static final int MAX_DEPTH = 64;

  /** The most bytes of one document. */
  public static final int MAX_BYTES = 1 << 20;

  private static final int EXCERPT = 24;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(MAX_BYTES)
                  .maxStringLength(MAX_BYTES)
                  .maxNameLength(MAX_BYTES)
                  .build())
          .build();

  private final JsonParser parser;

  private JsonReader(JsonParser parser) {
    this.parser = parser;
  }

  /** Reads an object from UTF-8 text. */
  public static JsonObject object(byte[] utf8) {
    JsonValue value = value(utf8);
    if (value instanceof JsonObject object) {
      return object;
    }
    throw ContractViolation.document("an object", value);
  }

  /** Reads an object from text. */
  public static JsonObject object(String text) {
    return object(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Reads any value from UTF-8 text. */
  public static JsonValue value(byte[] utf8) {
    if (utf8.length > MAX_BYTES) {
      throw refused(
          ContractViolation.JSON_TOO_LARGE,
          "",
          "longer than " + MAX_BYTES + " bytes",
          utf8.length + " bytes");
    }
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), utf8)) {
      return new JsonReader(parser).document(utf8);
    }
  }

  private JsonValue document(byte[] utf8) {
    try {
      JsonValue value = value(next(), "");
      if (parser.nextToken() != null) {
        throw syntax("", "text behind the end of the value", excerpt(utf8));
      }
      return value;
    } catch (StreamConstraintsException beyond) {
      throw refused(Rules.JSON_DEPTH, path(), "nested deeper than " + MAX_DEPTH, "");
    } catch (JacksonException broken) {
      throw syntax(path(), "not valid JSON near byte " + offset(), excerpt(utf8));
    }
  }

  private JsonToken next() {
    JsonToken token = parser.nextToken();
    if (token == null) {
      throw syntax("", "empty, where a JSON value is expected", "");
    }
    return token;
  }

  private JsonValue value(JsonToken token, String path) {
    return switch (token) {
      case START_OBJECT -> readObject(path);
      case START_ARRAY -> readArray(path);
      case VALUE_STRING -> new JsonText(text(parser.getString(), path));
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser.getString(), path);
      case VALUE_TRUE -> JsonBoolean.TRUE;
      case VALUE_FALSE -> JsonBoolean.FALSE;
      case VALUE_NULL -> JsonNull.NULL;
      default -> throw syntax(path, "not valid JSON: unexpected " + token, "");
    };
  }

  private JsonObject readObject(String path) {
    Map<String, JsonValue> fields = new LinkedHashMap<>();
    while (next() != JsonToken.END_OBJECT) {
      String name = text(Objects.requireNonNull(parser.currentName()), path);
      String place = JsonPath.field(path, name);
      if (fields.put(name, value(next(), place)) != null) {
        throw refused(Rules.JSON_DUPLICATE_KEY, place, "a field occurs twice in one object", name);
      }
    }
    return JsonObject.of(fields);
  }

  private JsonArray readArray(String path) {
    List<JsonValue> items = new ArrayList<>();
    for (JsonToken token = next(); token != JsonToken.END_ARRAY; token = next()) {
      items.add(value(token, JsonPath.item(path, items.size())));
    }
    return new JsonArray(items);
  }

  private static JsonNumber number(String text, String path) {
    if (text.length() > JsonNumber.MAX_LENGTH) {
      String reason = "a number of more than " + JsonNumber.MAX_LENGTH + " characters";
      throw refused(Rules.JSON_NUMBER_SIZE, path, reason, text);
    }
    try {
      return new JsonNumber(text);
    } catch (NumberFormatException notFinite) {
      throw refused(Rules.JSON_NOT_FINITE, path, "no number that a double can hold", text);
    }
  }

  private static String text(String text, String path) {
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      int c = text.codePointAt(i);
      if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
        throw refused(
            Rules.JSON_LONE_SURROGATE,
            path,
            "a lone surrogate, which is no character",
            "\\u%04x".formatted(c));
      }
    }
    return text;
  }

  private String path() {
    StringBuilder path = new StringBuilder();
    append(parser.streamReadContext(), path);
    return path.toString();
  }

  private static void append(TokenStreamContext context, StringBuilder path) {
    if (context.getParent() == null) {
      return;
    }
    append(context.getParent(), path);
    if (context.inArray()) {
      path.append('[').append(Math.max(0, context.getCurrentIndex())).append(']');
    } else if (context.currentName() != null) {
      path.append(path.isEmpty() ? "" : ".").append(context.currentName());
    }
  }

  private long offset() {
    return Math.max(0, parser.currentLocation().getByteOffset());
  }

  private String excerpt(byte[] utf8) {
    int at = (int) Math.min(utf8.length, offset());
    int from = Math.max(0, at - EXCERPT);
    return new String(
        utf8, from, Math.min(utf8.length, at + EXCERPT) - from, StandardCharsets.UTF_8);
  }

  private static ContractViolation syntax(String path, String reason, String actual) {
    return refused(Rules.JSON_SYNTAX, path, reason, actual);
  }

  private static ContractViolation refused(String rule, String path, String reason, String actual) {
    return new ContractViolation(new Finding(rule, path, reason, "", actual));
  }
}
