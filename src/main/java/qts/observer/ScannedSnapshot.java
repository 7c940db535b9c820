package qts.observer;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One snapshot as received, and the places of the values the pipeline needs. A reusable window over
 * the received bytes, filled by {@link SnapshotScanner}: valid until the next scan into it or until
 * the bytes change. Not for use by several threads at once.
 */
public final class ScannedSnapshot {
  private static final int FIELDS = Field.values().length;
  private static final byte[] NO_BYTES = {};

  byte[] bytes = NO_BYTES;
  int from;
  int to;
  final int[] start = new int[FIELDS];
  final int[] end = new int[FIELDS];
  final ValueKind[] kind = new ValueKind[FIELDS];
  long timestampMillis;
  int inputs;
  int computed;
  int state;
  @Nullable Shape shape;
  int[] valueStart = new int[64];
  int[] valueEnd = new int[64];
  @Nullable Finding finding;

  /** The buffer that holds the snapshot; only {@code from} to {@code to} belongs to it. */
  public byte[] bytes() {
    return bytes;
  }

  public int from() {
    return from;
  }

  /** The end of the snapshot in {@link #bytes()}, exclusive. */
  public int to() {
    return to;
  }

  public int length() {
    return to - from;
  }

  public ValueKind kind(Field field) {
    return kind[field.ordinal()];
  }

  /** Where the value of {@code field} begins; behind the opening quote for a string. */
  public int start(Field field) {
    return start[field.ordinal()];
  }

  /** Where the value of {@code field} ends, exclusive; at the closing quote for a string. */
  public int end(Field field) {
    return end[field.ordinal()];
  }

  /** The raw text of a field, escapes not decoded; empty when absent or null. */
  public String text(Field field) {
    int i = field.ordinal();
    ValueKind k = kind[i];
    if (k == ValueKind.ABSENT || k == ValueKind.NULL) {
      return "";
    }
    return new String(bytes, start[i], end[i] - start[i], StandardCharsets.UTF_8);
  }

  /** {@code meta.timestamp_ms}: epoch milliseconds. */
  public long timestampMillis() {
    return timestampMillis;
  }

  /** The number of entries of {@code observation.inputs}. */
  public int inputs() {
    return inputs;
  }

  /** The number of entries of {@code observation.computed}. */
  public int computed() {
    return computed;
  }

  /** The number of entries of {@code observation.state}. */
  public int state() {
    return state;
  }

  /** The shape of the document, or null when it has too many values to be worth remembering. */
  public @Nullable Shape shape() {
    return shape;
  }

  /** Where value {@code index} of {@link #shape()} begins. */
  public int valueStart(int index) {
    return valueStart[index];
  }

  /** Where value {@code index} of {@link #shape()} ends, exclusive. */
  public int valueEnd(int index) {
    return valueEnd[index];
  }

  /** Why the last scan refused the input; null when it was accepted. */
  public @Nullable Finding finding() {
    return finding;
  }
}
