package qts.decision.json;

import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one object, read by name and type; whatever is not there, of another type or not
 * allowed is a {@link ContractViolation} with its full path. JSON null counts as not there. Fields
 * nobody asked for are kept by {@link #rest()}. Used by one thread.
 */
public final class JsonFields {
  private final String path;
  private final JsonObject object;
  private final Set<String> asked = new HashSet<>();

  private JsonFields(String path, JsonObject object) {
    this.path = path;
    this.object = object;
  }

  /** The fields of a whole document. */
  public static JsonFields of(JsonObject document) {
    return new JsonFields("", document);
  }

  /** The full path of field {@code name}. */
  public String path(String name) {
    return JsonPath.field(path, name);
  }

  /** The names of all fields, in order. */
  public List<String> names() {
    return List.copyOf(object.fields().keySet());
  }

  public @Nullable JsonValue value(String name) {
    asked.add(name);
    JsonValue value = object.get(name);
    return value == JsonNull.NULL ? null : value;
  }

  public JsonValue requiredValue(String name) {
    return required(name, value(name));
  }

  public @Nullable String text(String name) {
    JsonValue value = value(name);
    return switch (value) {
      case null -> null;
      case JsonText text -> text.value();
      default -> throw ContractViolation.type(path(name), "a string", value);
    };
  }

  public String text(String name, String otherwise) {
    String text = text(name);
    return text == null ? otherwise : text;
  }

  /** A string that is there and not blank. */
  public String requiredText(String name) {
    String text = required(name, text(name));
    if (text.isBlank()) {
      throw ContractViolation.value(path(name), path(name) + " must not be empty", "", text);
    }
    return text;
  }

  public @Nullable JsonNumber number(String name) {
    JsonValue value = value(name);
    return switch (value) {
      case null -> null;
      case JsonNumber number -> number;
      default -> throw ContractViolation.type(path(name), "a number", value);
    };
  }

  public JsonNumber requiredNumber(String name) {
    return required(name, number(name));
  }

  public long requiredWhole(String name) {
    required(name, value(name));
    return whole(name, 0);
  }

  /** A whole number, or {@code otherwise} when there is none. */
  public long whole(String name, long otherwise) {
    JsonNumber number = number(name);
    if (number == null) {
      return otherwise;
    }
    if (!number.isWhole() || number.truncated().bitLength() > 63) {
      String reason = path(name) + " must be a whole number of at most 64 bits";
      throw ContractViolation.value(path(name), reason, "a whole number", number.text());
    }
    return number.truncated().longValueExact();
  }

  public boolean flag(String name, boolean otherwise) {
    JsonValue value = value(name);
    return switch (value) {
      case null -> otherwise;
      case JsonBoolean flag -> flag.value();
      default -> throw ContractViolation.type(path(name), "a boolean", value);
    };
  }

  public boolean requiredFlag(String name) {
    required(name, value(name));
    return flag(name, false);
  }

  /** An object, empty when there is none. */
  public JsonObject object(String name) {
    JsonValue value = value(name);
    return switch (value) {
      case null -> JsonObject.EMPTY;
      case JsonObject found -> found;
      default -> throw ContractViolation.type(path(name), "an object", value);
    };
  }

  /** The fields of the object at {@code name}, or null when there is none. */
  public @Nullable JsonFields fields(String name) {
    return value(name) == null ? null : new JsonFields(path(name), object(name));
  }

  public JsonFields requiredFields(String name) {
    return required(name, fields(name));
  }

  /** The items of an array, empty when there is none. */
  public List<JsonValue> items(String name) {
    JsonValue value = value(name);
    return switch (value) {
      case null -> List.of();
      case JsonArray array -> array.items();
      default -> throw ContractViolation.type(path(name), "an array", value);
    };
  }

  /** The strings of an array, empty when there is none. */
  public List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    for (JsonValue item : items(name)) {
      if (!(item instanceof JsonText text)) {
        String place = JsonPath.item(path(name), texts.size());
        throw ContractViolation.type(place, "a string", item);
      }
      texts.add(text.value());
    }
    return texts;
  }

  /** The fields of every object of an array, empty when there is none. */
  public List<JsonFields> objects(String name) {
    List<JsonFields> objects = new ArrayList<>();
    for (JsonValue item : items(name)) {
      String place = JsonPath.item(path(name), objects.size());
      if (!(item instanceof JsonObject found)) {
        throw ContractViolation.type(place, "an object", item);
      }
      objects.add(new JsonFields(place, found));
    }
    return objects;
  }

  /** An ISO-8601 time with offset. */
  public @Nullable OffsetDateTime time(String name) {
    String text = text(name);
    try {
      return text == null ? null : OffsetDateTime.parse(text);
    } catch (DateTimeParseException wrong) {
      String reason = path(name) + " must be an ISO-8601 time with offset";
      throw ContractViolation.value(path(name), reason, "2026-01-11T09:03:12.417+09:00", text);
    }
  }

  public OffsetDateTime requiredTime(String name) {
    return required(name, time(name));
  }

  /** A word translated by {@code words}; the translation says what is wrong with a wrong one. */
  public <T> @Nullable T word(String name, Function<String, T> words) {
    String text = text(name);
    return text == null ? null : build(name, () -> words.apply(text));
  }

  public <T> T requiredWord(String name, Function<String, T> words) {
    return required(name, word(name, words));
  }

  /** Builds a value from these fields; a violation names the place inside the whole document. */
  public <T> T build(Supplier<T> construction) {
    try {
      return construction.get();
    } catch (ContractViolation violation) {
      throw path.isEmpty() ? violation : violation.within(path);
    }
  }

  private <T> T build(String name, Supplier<T> construction) {
    try {
      return construction.get();
    } catch (ContractViolation violation) {
      throw violation.within(path(name));
    }
  }

  /** The fields that were not asked for, verbatim and in order. */
  public JsonObject rest() {
    return object.without(asked);
  }

  /** Refuses fields that were not asked for. */
  public void nothingElse() {
    JsonObject rest = rest();
    if (!rest.isEmpty()) {
      String name = rest.fields().firstEntry().getKey();
      throw ContractViolation.value(
          path(name),
          path(name) + " is not a known field; known here: " + String.join(", ", sorted()),
          String.join(", ", sorted()),
          name);
    }
  }

  private List<String> sorted() {
    return asked.stream().sorted().toList();
  }

  private <T> T required(String name, @Nullable T value) {
    if (value == null) {
      throw ContractViolation.missing(path(name));
    }
    return value;
  }
}
