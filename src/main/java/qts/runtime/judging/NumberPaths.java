package qts.runtime.judging;

import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import qts.observer.ScannedSnapshot;
import qts.observer.Shape;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Finds the numbers at given paths of snapshots. A path has the names on the way with dots between
 * them; an item of an array is named by its index. Where the values stand is worked out once for
 * each shape and remembered. Not for use by several threads at once.
 */
final class NumberPaths {
  /** The most shapes that are remembered; beyond, all of them are worked out anew. */
  static final int MAX_SHAPES = 1_024;

  private static final JsonFactory JSON = new JsonFactory();
  private static final int NOWHERE = -1;

  private final Map<String, Integer> slots = new HashMap<>();
  private final IdentityHashMap<Shape, int[]> known = new IdentityHashMap<>();

  NumberPaths(List<String> paths) {
    for (String path : paths) {
      slots.putIfAbsent(path, slots.size());
    }
  }

  /** How many different paths there are. */
  int count() {
    return slots.size();
  }

  /** Where the number at {@code path} is put; below 0 when it is none of the paths. */
  int slot(String path) {
    return slots.getOrDefault(path, NOWHERE);
  }

  /** The numbers of a scanned snapshot by slot; NaN where there is none. */
  double[] read(ScannedSnapshot snapshot) {
    double[] numbers = new double[slots.size()];
    int[] values = snapshot.shape() == null ? null : valuesOf(snapshot, snapshot.shape());
    if (values == null) {
      Arrays.fill(numbers, Double.NaN);
      walk(snapshot, (slot, start, end) -> numbers[slot] = number(snapshot.bytes(), start, end));
      return numbers;
    }
    for (int slot = 0; slot < numbers.length; slot++) {
      int value = values[slot];
      numbers[slot] =
          value == NOWHERE
              ? Double.NaN
              : number(snapshot.bytes(), snapshot.valueStart(value), snapshot.valueEnd(value));
    }
    return numbers;
  }

  private int @Nullable [] valuesOf(ScannedSnapshot snapshot, Shape shape) {
    int[] values = known.get(shape);
    if (values == null) {
      values = resolve(snapshot, shape);
      if (known.size() >= MAX_SHAPES) {
        known.clear();
      }
      known.put(shape, values);
    }
    return values;
  }

  private int[] resolve(ScannedSnapshot snapshot, Shape shape) {
    Map<Integer, Integer> valueAt = new HashMap<>();
    for (int value = 0; value < shape.valueCount(); value++) {
      valueAt.put(snapshot.valueStart(value), value);
    }
    int[] values = new int[slots.size()];
    Arrays.fill(values, NOWHERE);
    walk(snapshot, (slot, start, end) -> values[slot] = valueAt.getOrDefault(start, NOWHERE));
    return values;
  }

  /** Hears of a value without quotes at one of the paths, {@code bytes[start, end)}. */
  private interface Found {
    void at(int slot, int start, int end);
  }

  private void walk(ScannedSnapshot snapshot, Found found) {
    int from = snapshot.snapshotFrom();
    byte[] json = Arrays.copyOfRange(snapshot.bytes(), from, snapshot.snapshotTo());
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
      new Walk(parser, json, from, found).value(parser.nextToken(), "");
    }
  }

  /** One pass over a snapshot, which was found to be strict JSON before. */
  private final class Walk {
    private final JsonParser parser;
    private final byte[] json;
    private final int offset;
    private final Found found;

    Walk(JsonParser parser, byte[] json, int offset, Found found) {
      this.parser = parser;
      this.json = json;
      this.offset = offset;
      this.found = found;
    }

    void value(JsonToken token, String path) {
      switch (token) {
        case START_OBJECT -> object(path);
        case START_ARRAY -> array(path);
        case VALUE_STRING -> {}
        default -> scalar(path);
      }
    }

    private void object(String path) {
      for (String name = parser.nextName(); name != null; name = parser.nextName()) {
        value(parser.nextToken(), path.isEmpty() ? name : path + "." + name);
      }
    }

    private void array(String path) {
      int index = 0;
      for (JsonToken token = parser.nextToken();
          token != JsonToken.END_ARRAY;
          token = parser.nextToken()) {
        value(token, path + "." + index++);
      }
    }

    private void scalar(String path) {
      int slot = slot(path);
      if (slot != NOWHERE) {
        int start = (int) parser.currentTokenLocation().getByteOffset();
        int end = start;
        while (end < json.length && " \t\r\n,]}".indexOf(json[end]) < 0) {
          end++;
        }
        found.at(slot, offset + start, offset + end);
      }
    }
  }

  /** The nearest double to the number written at {@code bytes[from, to)}; NaN when it is none. */
  static double number(byte[] bytes, int from, int to) {
    if (from >= to || !(bytes[from] == '-' || isDigit(bytes[from]))) {
      return Double.NaN;
    }
    return Doubles.parse(bytes, from, to);
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }
}
