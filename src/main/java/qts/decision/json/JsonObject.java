package qts.decision.json;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** A JSON object; its fields keep the order they came in. */
public final class JsonObject implements JsonValue {
  public static final JsonObject EMPTY = new JsonObject(new LinkedHashMap<>());

  private final SequencedMap<String, JsonValue> fields;

  private JsonObject(SequencedMap<String, JsonValue> owned) {
    this.fields = Collections.unmodifiableSequencedMap(owned);
  }

  /** An object with the entries of {@code fields} in their order of iteration. */
  public static JsonObject of(Map<String, JsonValue> fields) {
    return fields.isEmpty() ? EMPTY : new JsonObject(new LinkedHashMap<>(fields));
  }

  public static Builder builder() {
    return new Builder();
  }

  /** The fields in order; can't be changed. */
  public SequencedMap<String, JsonValue> fields() {
    return fields;
  }

  public @Nullable JsonValue get(String name) {
    return fields.get(name);
  }

  public boolean isEmpty() {
    return fields.isEmpty();
  }

  /** This object without the named fields. */
  public JsonObject without(Collection<String> names) {
    LinkedHashMap<String, JsonValue> rest = new LinkedHashMap<>(fields);
    rest.keySet().removeAll(names);
    return of(rest);
  }

  @Override
  public String kind() {
    return "an object";
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof JsonObject that
        && List.copyOf(fields.entrySet()).equals(List.copyOf(that.fields.entrySet()));
  }

  @Override
  public int hashCode() {
    return fields.hashCode();
  }

  @Override
  public String toString() {
    return PythonJson.line(this);
  }

  /** Collects the fields of an object in order; a field put again keeps its first place. */
  public static final class Builder {
    private LinkedHashMap<String, JsonValue> fields = new LinkedHashMap<>();

    private Builder() {}

    public Builder put(String name, JsonValue value) {
      fields.put(name, value);
      return this;
    }

    /** A string, or JSON null for none. */
    public Builder put(String name, @Nullable String value) {
      return put(name, value == null ? JsonNull.NULL : new JsonText(value));
    }

    public Builder put(String name, boolean value) {
      return put(name, JsonBoolean.of(value));
    }

    public Builder put(String name, long value) {
      return put(name, JsonNumber.of(value));
    }

    /** The value, or JSON null for none. */
    public Builder putOrNull(String name, @Nullable JsonValue value) {
      return put(name, value == null ? JsonNull.NULL : value);
    }

    /** Leaves the field out when there is no value. */
    public Builder putIfPresent(String name, @Nullable JsonValue value) {
      return value == null ? this : put(name, value);
    }

    /** Leaves the field out when there is no value. */
    public Builder putIfPresent(String name, @Nullable String value) {
      return value == null ? this : put(name, value);
    }

    public Builder putAll(JsonObject other) {
      fields.putAll(other.fields());
      return this;
    }

    /** The object; the builder is empty afterwards. */
    public JsonObject build() {
      if (fields.isEmpty()) {
        return EMPTY;
      }
      JsonObject object = new JsonObject(fields);
      fields = new LinkedHashMap<>();
      return object;
    }
  }
}
