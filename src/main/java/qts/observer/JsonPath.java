package qts.observer;

import java.nio.charset.StandardCharsets;

/** The way from the outermost value to the one being scanned, kept as positions until needed. */
final class JsonPath {
  /** The deepest nesting of objects and arrays that is allowed. */
  static final int MAX_DEPTH = 64;

  private static final int MAX_NAME = 64;
  private static final int ELEMENT = -1;

  private final int[] start = new int[MAX_DEPTH + 1];
  private final int[] end = new int[MAX_DEPTH + 1];
  private int depth;

  /** Is at the outermost value. */
  void reset() {
    depth = 0;
  }

  /** Enters the member with the name {@code bytes[start, end)} of the object at {@code depth}. */
  void member(int depth, int start, int end) {
    this.depth = depth;
    this.start[depth] = start;
    this.end[depth] = end;
  }

  /** Enters an element of the array at {@code depth}. */
  void element(int depth, int index) {
    this.depth = depth;
    start[depth] = ELEMENT;
    end[depth] = index;
  }

  /** Is back in the object or array at {@code depth}, outside its members and elements. */
  void leave(int depth) {
    this.depth = depth - 1;
  }

  /** The path as text, as in {@code observation.inputs.levels[3].price}; names as received. */
  String text(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    for (int i = 1; i <= depth; i++) {
      if (start[i] == ELEMENT) {
        text.append('[').append(end[i]).append(']');
      } else {
        text.append(text.isEmpty() ? "" : ".").append(name(bytes, start[i], end[i]));
      }
    }
    return text.toString();
  }

  private static String name(byte[] bytes, int start, int end) {
    int length = Math.min(end - start, 4 * MAX_NAME);
    String name = new String(bytes, start, length, StandardCharsets.UTF_8);
    return name.codePointCount(0, name.length()) <= MAX_NAME
        ? name
        : name.substring(0, name.offsetByCodePoints(0, MAX_NAME - 1)) + "…";
  }
}
