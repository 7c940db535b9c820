package qts.observer;

import java.util.Arrays;

/**
 * The skeleton of a JSON document: every byte that is not part of a scalar value. Snapshots of one
 * source nearly always share a shape, so a shape is compared instead of parsed again, and stored
 * once instead of with every record.
 *
 * <p>A document of a shape with {@code n} values is {@code segment(0) value(0) segment(1) …
 * value(n-1) segment(n)}. The quotes of a string belong to the segments around it, so a value is
 * the text between them. Shapes with equal skeletons are equal.
 */
public final class Shape {
  /** A document with more values has no shape. */
  public static final int MAX_VALUES = 256;

  /** A document with more bytes outside its values has no shape. */
  public static final int MAX_SKELETON_BYTES = 8192;

  private final byte[][] segments;
  private final int hash;

  /** Takes the segments as given; the caller must not change them afterwards. */
  public Shape(byte[][] segments) {
    this.segments = segments;
    this.hash = Arrays.deepHashCode(segments);
  }

  /** The number of values, one less than the number of segments. */
  public int valueCount() {
    return segments.length - 1;
  }

  /** The bytes before value {@code index}, or after the last value; not to be changed. */
  public byte[] segment(int index) {
    return segments[index];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape that
        && hash == that.hash
        && Arrays.deepEquals(segments, that.segments);
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
