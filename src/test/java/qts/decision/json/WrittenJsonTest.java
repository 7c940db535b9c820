package qts.decision.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import qts.decision.Seeded;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Any value is written in the same bytes whichever way, and reads back equal. */
class WrittenJsonTest {
  private static final int CASES = 3_000;
  private static final int DEPTH = 4;
  private static final List<String> PIECES =
      List.of(
          "a", "Z", "price", " ", "/", "\"", "\\", "\n", "\r", "\t", "\b", "\f", "\0", "\u001f",
          "\u007f", "\u0080", "é", "߿", "ࠀ", "거래량", "\uffee", "😀", "{", ":", "0");

  private final Seeded seeded = new Seeded("written JSON");
  private final JsonBytes many = JsonBytes.forMany();

  @Test
  void bytesSayWhatTheJsonLibraryReads() {
    for (int i = 0; i < CASES; i++) {
      JsonValue value = value(DEPTH);
      PythonJson.write(value, many.clear());
      byte[] bytes = many.toArray();
      JsonNode read = JsonMapper.shared().readTree(bytes);
      assertThat(read).isEqualTo(JsonMapper.shared().readTree(Spelled.line(value)));
      assertThat(JsonReader.value(bytes)).isEqualTo(value);
    }
  }

  @Test
  void namesThatAreRememberedChangeNoByte() {
    for (int i = 0; i < CASES; i++) {
      JsonValue value = value(DEPTH);
      PythonJson.write(value, many.clear());
      assertThat(new String(many.toArray(), UTF_8))
          .isEqualTo(Spelled.line(value))
          .isEqualTo(PythonJson.line(value));
    }
  }

  @Test
  void anObjectWithItsLineAtHandIsWrittenAsBefore() {
    for (int i = 0; i < CASES; i++) {
      JsonObject object = object(DEPTH);
      JsonArray twice = new JsonArray(List.of(object.withLine(), object.withLine()));
      assertThat(PythonJson.line(twice)).isEqualTo("[%1$s, %1$s]".formatted(Spelled.line(object)));
      assertThat(PythonJson.canonical(object.withLine())).isEqualTo(PythonJson.canonical(object));
      assertThat(object.withLine()).isEqualTo(object);
    }
  }

  @Test
  void theCanonicalFormIsAsciiAndReadsBackInItself() {
    for (int i = 0; i < CASES; i++) {
      String canonical = PythonJson.canonical(value(DEPTH));
      assertThat(canonical).matches("[ -~]*");
      assertThat(PythonJson.canonical(JsonReader.value(canonical.getBytes(UTF_8))))
          .isEqualTo(canonical);
    }
  }

  @Test
  void aFieldPutAgainKeepsItsFirstPlaceHoweverManyThereAre() {
    for (int fields = 0; fields < 300; fields += 7) {
      Map<String, JsonValue> expected = new LinkedHashMap<>();
      JsonObject.Builder builder = JsonObject.builder();
      for (int i = 0; i < 2 * fields; i++) {
        String name = "n" + seeded.between(0, fields);
        expected.put(name, JsonNumber.of(i));
        builder.put(name, i);
      }
      JsonObject built = builder.build();
      assertThat(built)
          .isEqualTo(JsonObject.of(expected))
          .hasSameHashCodeAs(JsonObject.of(expected));
      assertThat(built.fields()).containsExactlyEntriesOf(expected);
      assertThat(builder.build()).isEqualTo(JsonObject.EMPTY);
    }
  }

  @Test
  void halfOfASurrogatePairIsAQuestionMark() {
    assertThat(PythonJson.line(new JsonText("a\ud83d"))).isEqualTo("\"a?\"");
  }

  private JsonValue value(int depth) {
    return switch (seeded.between(0, depth == 0 ? 5 : 7)) {
      case 0 -> JsonNull.NULL;
      case 1 -> JsonBoolean.of(seeded.flag());
      case 2 ->
          JsonNumber.of(seeded.random().nextGaussian() * seeded.oneOf(List.of(1e-9, 1.0, 1e20)));
      case 3 -> JsonNumber.of(seeded.random().nextLong());
      case 4 -> new JsonText(text());
      case 5 ->
          new JsonArray(
              IntStream.range(0, seeded.between(0, 5)).mapToObj(i -> value(depth - 1)).toList());
      default -> object(depth);
    };
  }

  private JsonObject object(int depth) {
    JsonObject.Builder object = JsonObject.builder();
    int fields = seeded.between(0, 8);
    for (int i = 0; i < fields; i++) {
      object.put(text(), value(depth - 1));
    }
    return object.build();
  }

  private String text() {
    List<String> pieces = new ArrayList<>();
    int count = seeded.between(0, 6);
    for (int i = 0; i < count; i++) {
      pieces.add(seeded.oneOf(PIECES));
    }
    return String.join("", pieces);
  }

  /** The line character by character: slow and plain. */
  private static final class Spelled {
    static String line(JsonValue value) {
      return switch (value) {
        case JsonNull _ -> "null";
        case JsonBoolean flag -> Boolean.toString(flag.value());
        case JsonNumber number -> number.text();
        case JsonText text -> quoted(text.value());
        case JsonArray array ->
            "[" + String.join(", ", array.items().stream().map(Spelled::line).toList()) + "]";
        case JsonObject object ->
            "{"
                + String.join(
                    ", ",
                    object.fields().entrySet().stream()
                        .map(field -> quoted(field.getKey()) + ": " + line(field.getValue()))
                        .toList())
                + "}";
      };
    }

    private static String quoted(String text) {
      StringBuilder out = new StringBuilder("\"");
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        int escape = "\"\\\n\r\t\b\f".indexOf(c);
        if (escape >= 0) {
          out.append('\\').append("\"\\nrtbf".charAt(escape));
        } else if (c < ' ') {
          out.append("\\u%04x".formatted((int) c));
        } else {
          out.append(c);
        }
      }
      return out.append('"').toString();
    }
  }
}
