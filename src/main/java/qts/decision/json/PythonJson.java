package qts.decision.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Writes JSON the way Python's {@code json.dumps} does, with a blank behind commas and colons. */
public final class PythonJson {

  /** Python orders strings by code point; Java's own order differs beyond U+FFFF. */
  private static final Comparator<String> BY_CODE_POINT = PythonJson::compareCodePoints;

  private PythonJson() {}

  /** One line for people and files: fields in order, numbers as they came, text unescaped. */
  public static String line(JsonValue value) {
    JsonBytes out = new JsonBytes();
    write(value, out);
    return new String(out.buffer(), 0, out.length(), StandardCharsets.UTF_8);
  }

  /** Appends the line. */
  public static void write(JsonValue value, JsonBytes out) {
    switch (value) {
      case JsonNull _ -> out.plain("null");
      case JsonBoolean flag -> out.plain(flag.value() ? "true" : "false");
      case JsonNumber number -> out.plain(number.text());
      case JsonText text -> out.text(text.value());
      case JsonArray array -> writeArray(array.items(), out);
      case JsonObject object -> writeObject(object, out);
    }
  }

  private static void writeArray(List<JsonValue> items, JsonBytes out) {
    out.plain("[");
    for (int i = 0; i < items.size(); i++) {
      write(items.get(i), i == 0 ? out : out.plain(", "));
    }
    out.plain("]");
  }

  private static void writeObject(JsonObject object, JsonBytes out) {
    byte[] line = object.line();
    if (line != null) {
      out.append(line, 0);
      return;
    }
    out.plain("{");
    for (int i = 0; i < object.size(); i++) {
      out.name(object.name(i), i == 0);
      write(object.value(i), out);
    }
    out.plain("}");
  }

  /** {@code json.dumps(value, sort_keys=True)}: ASCII only, fields sorted, numbers as Python. */
  public static String canonical(JsonValue value) {
    JsonBytes out = new JsonBytes();
    writeCanonical(value, out);
    return new String(out.buffer(), 0, out.length(), StandardCharsets.US_ASCII);
  }

  /** Appends the canonical form. */
  public static void writeCanonical(JsonValue value, JsonBytes out) {
    switch (value) {
      case JsonNumber number -> out.plain(number.pythonText());
      case JsonText text -> out.asciiText(text.value());
      case JsonArray array -> writeCanonicalArray(array.items(), out);
      case JsonObject object -> writeCanonicalObject(object, out);
      case JsonNull _, JsonBoolean _ -> write(value, out);
    }
  }

  private static void writeCanonicalArray(List<JsonValue> items, JsonBytes out) {
    out.plain("[");
    for (int i = 0; i < items.size(); i++) {
      writeCanonical(items.get(i), i == 0 ? out : out.plain(", "));
    }
    out.plain("]");
  }

  private static void writeCanonicalObject(JsonObject object, JsonBytes out) {
    List<Integer> sorted = new ArrayList<>(object.size());
    for (int i = 0; i < object.size(); i++) {
      sorted.add(i);
    }
    sorted.sort(Comparator.comparing(object::name, BY_CODE_POINT));
    out.plain("{");
    for (int i = 0; i < sorted.size(); i++) {
      int field = sorted.get(i);
      (i == 0 ? out : out.plain(", ")).asciiText(object.name(field)).plain(": ");
      writeCanonical(object.value(field), out);
    }
    out.plain("}");
  }

  private static int compareCodePoints(String a, String b) {
    int shorter = Math.min(a.length(), b.length());
    int i = 0;
    while (i < shorter && a.charAt(i) == b.charAt(i)) {
      i++;
    }
    if (i == shorter) {
      return Integer.compare(a.length(), b.length());
    }
    boolean sameRange = Character.isSurrogate(a.charAt(i)) == Character.isSurrogate(b.charAt(i));
    return sameRange
        ? Character.compare(a.charAt(i), b.charAt(i))
        : Boolean.compare(Character.isSurrogate(a.charAt(i)), Character.isSurrogate(b.charAt(i)));
  }
}
