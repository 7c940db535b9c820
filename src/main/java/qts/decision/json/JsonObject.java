package qts.decision.json;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object; its fields keep the order they came in. Two arrays rather than a map: most objects
 * have a few fields, are made once, written once and never asked.
 */
public final class JsonObject implements JsonValue {
  private static final String[] NO_NAMES = {};
  private static final JsonValue[] NO_VALUES = {};

  public static final JsonObject EMPTY = new JsonObject(NO_NAMES, NO_VALUES, 0);

  private final String[] names;
  private final JsonValue[] values;
  private final int size;
  private final byte @Nullable [] line;

  private JsonObject(String[] names, JsonValue[] values, int size) {
    this(names, values, size, null);
  }

  /** Takes the arrays as its own; of names and values the first {@code size} count. */
  private JsonObject(String[] names, JsonValue[] values, int size, byte @Nullable [] line) {
    this.names = names;
    this.values = values;
    this.size = size;
    this.line = line;
  }

  /** An object with the entries of {@code fields} in their order of iteration. */
  public static JsonObject of(Map<String, JsonValue> fields) {
    return fields.isEmpty()
        ? EMPTY
        : new JsonObject(
            fields.keySet().toArray(String[]::new),
            fields.values().toArray(JsonValue[]::new),
            fields.size());
  }

  public static Builder builder() {
    return new Builder();
  }

  /** The same object with its line at hand, for one that is written over and over. */
  public JsonObject withLine() {
    JsonBytes out = new JsonBytes();
    PythonJson.write(this, out);
    return new JsonObject(names, values, size, out.toArray());
  }

  /** Its line in UTF-8 where it is at hand; not to be changed. */
  byte @Nullable [] line() {
    return line;
  }

  /** How many fields there are. */
  public int size() {
    return size;
  }

  /** The name of field {@code i}. */
  public String name(int i) {
    return names[Objects.checkIndex(i, size)];
  }

  /** The value of field {@code i}. */
  public JsonValue value(int i) {
    return values[Objects.checkIndex(i, size)];
  }

  /** The names in order. */
  public List<String> names() {
    return List.of(Arrays.copyOf(names, size));
  }

  /** The fields in order; can't be changed. */
  public SequencedMap<String, JsonValue> fields() {
    return Collections.unmodifiableSequencedMap(copy());
  }

  private SequencedMap<String, JsonValue> copy() {
    SequencedMap<String, JsonValue> fields = new LinkedHashMap<>();
    for (int i = 0; i < size; i++) {
      fields.put(names[i], values[i]);
    }
    return fields;
  }

  public @Nullable JsonValue get(String name) {
    for (int i = 0; i < size; i++) {
      if (names[i].equals(name)) {
        return values[i];
      }
    }
    return null;
  }

  public boolean isEmpty() {
    return size == 0;
  }

  /** This object without the named fields. */
  public JsonObject without(Collection<String> others) {
    SequencedMap<String, JsonValue> rest = copy();
    rest.keySet().removeAll(others);
    return of(rest);
  }

  @Override
  public String kind() {
    return "an object";
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof JsonObject that
        && Arrays.equals(names, 0, size, that.names, 0, that.size)
        && Arrays.equals(values, 0, size, that.values, 0, that.size);
  }

  @Override
  public int hashCode() {
    return copy().hashCode();
  }

  @Override
  public String toString() {
    return PythonJson.line(this);
  }

  /** Collects the fields of an object in order; a field put again keeps its first place. */
  public static final class Builder {
    private static final int FIRST_CAPACITY = 8;

    /** From so many fields on a map tells where a name is. */
    private static final int INDEXED = 64;

    private String[] names = NO_NAMES;
    private JsonValue[] values = NO_VALUES;
    private int size;

    /** A bit for the hash of each name that is there: most names are seen to be new at once. */
    private long hashes;

    private @Nullable Map<String, Integer> index;

    private Builder() {}

    public Builder put(String name, JsonValue value) {
      long hash = 1L << name.hashCode();
      int known = (hashes & hash) == 0 ? -1 : indexOf(name);
      if (known < 0) {
        add(name, value);
        hashes |= hash;
      } else {
        values[known] = value;
      }
      return this;
    }

    private int indexOf(String name) {
      if (index != null) {
        return index.getOrDefault(name, -1);
      }
      int i = size - 1;
      while (i >= 0 && !names[i].equals(name)) {
        i--;
      }
      return i;
    }

    private void add(String name, JsonValue value) {
      if (size == names.length) {
        int capacity = Math.max(FIRST_CAPACITY, 2 * size);
        names = Arrays.copyOf(names, capacity);
        values = Arrays.copyOf(values, capacity);
      }
      if (size == INDEXED) {
        index = new HashMap<>();
        for (int i = 0; i < size; i++) {
          index.put(names[i], i);
        }
      }
      if (index != null) {
        index.put(name, size);
      }
      names[size] = name;
      values[size++] = value;
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
      for (int i = 0; i < other.size(); i++) {
        put(other.name(i), other.value(i));
      }
      return this;
    }

    /** The object; the builder is empty afterwards. */
    public JsonObject build() {
      if (size == 0) {
        return EMPTY;
      }
      JsonObject object = new JsonObject(names, values, size);
      names = NO_NAMES;
      values = NO_VALUES;
      size = 0;
      hashes = 0;
      index = null;
      return object;
    }
  }
}
