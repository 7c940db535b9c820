package qts.decision.json;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Writes JSON the way Python's {@code json.dumps} does, with a blank behind commas and colons. */
public final class PythonJson {
  private static final HexFormat HEX = HexFormat.of();

  /** Python orders strings by code point; Java's own order differs beyond U+FFFF. */
  private static final Comparator<Map.Entry<String, JsonValue>> BY_CODE_POINT =
      Map.Entry.comparingByKey(PythonJson::compareCodePoints);

  private final StringBuilder out;
  private final boolean canonical;

  private PythonJson(boolean canonical) {
    this.out = new StringBuilder(256);
    this.canonical = canonical;
  }

  /** One line for people and files: fields in order, numbers as they came, text unescaped. */
  public static String line(JsonValue value) {
    return new PythonJson(false).write(value).out.toString();
  }

  /** {@code json.dumps(value, sort_keys=True)}: ASCII only, fields sorted, numbers as Python. */
  public static String canonical(JsonValue value) {
    return new PythonJson(true).write(value).out.toString();
  }

  private PythonJson write(JsonValue value) {
    switch (value) {
      case JsonNull _ -> out.append("null");
      case JsonBoolean flag -> out.append(flag.value());
      case JsonNumber number -> out.append(canonical ? number.pythonText() : number.text());
      case JsonText text -> writeText(text.value());
      case JsonArray array -> writeArray(array.items());
      case JsonObject object -> writeObject(object);
    }
    return this;
  }

  private void writeArray(List<JsonValue> items) {
    out.append('[');
    for (int i = 0; i < items.size(); i++) {
      separate(i);
      write(items.get(i));
    }
    out.append(']');
  }

  private void writeObject(JsonObject object) {
    out.append('{');
    int index = 0;
    for (Map.Entry<String, JsonValue> field : inOrder(object)) {
      separate(index++);
      writeText(field.getKey());
      out.append(": ");
      write(field.getValue());
    }
    out.append('}');
  }

  private Collection<Map.Entry<String, JsonValue>> inOrder(JsonObject object) {
    if (!canonical) {
      return object.fields().entrySet();
    }
    List<Map.Entry<String, JsonValue>> sorted = new ArrayList<>(object.fields().entrySet());
    sorted.sort(BY_CODE_POINT);
    return sorted;
  }

  private void separate(int index) {
    if (index > 0) {
      out.append(", ");
    }
  }

  private void writeText(String text) {
    out.append('"');
    int plain = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isEscaped(c)) {
        out.append(text, plain, i);
        writeEscape(c);
        plain = i + 1;
      }
    }
    out.append(text, plain, text.length()).append('"');
  }

  private boolean isEscaped(char c) {
    return c < ' ' || c == '"' || c == '\\' || (canonical && c > '~');
  }

  private void writeEscape(char c) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      default -> out.append("\\u").append(HEX.toHexDigits(c));
    }
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
