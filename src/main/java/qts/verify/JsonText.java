package qts.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a JSON document: objects as maps, arrays as lists, strings as they are, everything else as
 * the text it is spelled with.
 */
final class JsonText {
  private static final int MAX_DEPTH = 16;

  private final String text;
  private int at;

  private JsonText(String text) {
    this.text = text;
  }

  /** The document; throws {@link DamagedBodyException} when it is none. */
  static Object parse(byte[] document) {
    JsonText reader = new JsonText(new String(document, UTF_8));
    Object value = reader.value(0);
    reader.space();
    if (reader.at != reader.text.length()) {
      throw reader.wrong();
    }
    return value;
  }

  /** A member that is a whole number; throws {@link DamagedBodyException} when it is not. */
  static long number(Map<?, ?> object, String name) {
    try {
      return Long.parseLong(String.valueOf(object.get(name)));
    } catch (NumberFormatException e) {
      throw new DamagedBodyException("'" + name + "' is not a number");
    }
  }

  private DamagedBodyException wrong() {
    return new DamagedBodyException("the JSON is broken at character " + at);
  }

  private void space() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private char peek() {
    space();
    if (at == text.length()) {
      throw wrong();
    }
    return text.charAt(at);
  }

  private void expect(char c) {
    if (peek() != c) {
      throw wrong();
    }
    at++;
  }

  private Object value(int depth) {
    if (depth > MAX_DEPTH) {
      throw wrong();
    }
    return switch (peek()) {
      case '{' -> object(depth);
      case '[' -> array(depth);
      case '"' -> string();
      default -> word();
    };
  }

  private Map<String, Object> object(int depth) {
    Map<String, Object> object = new LinkedHashMap<>();
    expect('{');
    while (peek() != '}') {
      if (!object.isEmpty()) {
        expect(',');
        peek();
      }
      String name = string();
      expect(':');
      object.put(name, value(depth + 1));
    }
    at++;
    return object;
  }

  private List<Object> array(int depth) {
    List<Object> array = new ArrayList<>();
    expect('[');
    while (peek() != ']') {
      if (!array.isEmpty()) {
        expect(',');
      }
      array.add(value(depth + 1));
    }
    at++;
    return array;
  }

  private String word() {
    int from = at;
    while (at < text.length() && ",]} \t\r\n".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return text.substring(from, at);
  }

  private String string() {
    expect('"');
    StringBuilder string = new StringBuilder();
    while (at < text.length() && text.charAt(at) != '"') {
      char c = text.charAt(at++);
      string.append(c == '\\' ? escape() : c);
    }
    expect('"');
    return string.toString();
  }

  private char escape() {
    if (at == text.length()) {
      throw wrong();
    }
    char c = text.charAt(at++);
    return switch (c) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unit();
      default -> c;
    };
  }

  private char unit() {
    try {
      at += 4;
      return (char) Integer.parseInt(text, at - 4, at, 16);
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      throw wrong();
    }
  }
}
