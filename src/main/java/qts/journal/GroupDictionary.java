package qts.journal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import qts.observer.Shape;

/**
 * What the records of a group have in common and refer to by index: the names of their streams and
 * the shapes of their documents. Filled with the group; a shape may be read by other threads once a
 * record that has it was counted.
 */
final class GroupDictionary {
  /** The most shapes of a group; documents of further ones are stored as they are. */
  static final int MAX_SHAPES = 64;

  private final Map<String, Integer> streams = new HashMap<>();
  private final List<byte[]> streamNames = new ArrayList<>();
  private @Nullable String lastStream;
  private int lastStreamIndex;
  private final Shape[] shapes = new Shape[MAX_SHAPES];
  private int shapeCount;
  private int bytes;

  void clear() {
    streams.clear();
    streamNames.clear();
    lastStream = null;
    shapeCount = 0;
    bytes = 0;
  }

  /** The most that it takes in a frame, bytes. */
  int bytes() {
    return bytes;
  }

  /** The most that the name of a stream takes in a frame, bytes. */
  static int bytesOf(String stream) {
    return 3 * stream.length() + 3;
  }

  /** The names of the streams, UTF-8, in the order of their first record. */
  List<byte[]> streamNames() {
    return streamNames;
  }

  int shapeCount() {
    return shapeCount;
  }

  Shape shape(int index) {
    return shapes[index];
  }

  /** The index of a stream, which is added when it is new. */
  int indexOf(String stream) {
    if (!stream.equals(lastStream)) {
      lastStream = stream;
      lastStreamIndex = streams.computeIfAbsent(stream, this::add);
    }
    return lastStreamIndex;
  }

  private int add(String stream) {
    bytes += bytesOf(stream);
    streamNames.add(stream.getBytes(StandardCharsets.UTF_8));
    return streams.size();
  }

  /** The index of a shape, which is added when it is new; −1 when there are as many as may be. */
  int indexOf(Shape shape) {
    for (int i = 0; i < shapeCount; i++) {
      if (shapes[i].equals(shape)) {
        return i;
      }
    }
    return shapeCount == MAX_SHAPES ? -1 : add(shape);
  }

  private int add(Shape shape) {
    shapes[shapeCount] = shape;
    for (int i = 0; i <= shape.valueCount(); i++) {
      bytes += shape.segment(i).length + 3;
    }
    return shapeCount++;
  }
}
