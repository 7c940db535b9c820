package qts.decision.rules;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The latest values of one name of one symbol with their times, oldest first. Grows up to its
 * limit, then forgets the oldest.
 */
final class Samples {
  private static final int FIRST_CAPACITY = 16;

  private final int limit;
  private double[] values = new double[FIRST_CAPACITY];
  private long[] millis = new long[FIRST_CAPACITY];
  private int head;
  private int size;

  Samples(int limit) {
    this.limit = limit;
  }

  /** Adds the newest, at or after the time of the one before. */
  void add(double value, long atMillis) {
    if (size == values.length && size < limit) {
      grow();
    }
    if (size == values.length || size == limit) {
      head = index(1);
      size--;
    }
    int tail = index(size);
    values[tail] = value;
    millis[tail] = atMillis;
    size++;
  }

  private void grow() {
    int capacity = (int) Math.min(2L * values.length, Math.max(limit, FIRST_CAPACITY));
    double[] moreValues = Arrays.copyOf(values, capacity);
    long[] moreMillis = Arrays.copyOf(millis, capacity);
    for (int i = 0; i < size; i++) {
      moreValues[i] = value(i);
      moreMillis[i] = millis(i);
    }
    values = moreValues;
    millis = moreMillis;
    head = 0;
  }

  private int index(int i) {
    int at = head + i;
    return at < values.length ? at : at - values.length;
  }

  int size() {
    return size;
  }

  int capacity() {
    return values.length;
  }

  /** The value at {@code i}, 0 being the oldest. */
  double value(int i) {
    return values[index(i)];
  }

  private long millis(int i) {
    return millis[index(i)];
  }

  /** The time of the newest; only when there is one. */
  long newestMillis() {
    return millis(size - 1);
  }

  void save(DataOutput out) throws IOException {
    out.writeInt(values.length);
    out.writeInt(size);
    for (int i = 0; i < size; i++) {
      out.writeDouble(value(i));
      out.writeLong(millis(i));
    }
  }

  void resume(DataInput in) throws IOException {
    int capacity = in.readInt();
    int count = in.readInt();
    if (capacity > Math.max(limit, FIRST_CAPACITY) || count > capacity) {
      throw new IOException("more samples than a window of these rules can have");
    }
    values = new double[capacity];
    millis = new long[capacity];
    for (int i = 0; i < count; i++) {
      add(in.readDouble(), in.readLong());
    }
  }

  /** The first sample that is later than {@code after}; {@link #size} when none is. */
  int firstAfter(long after) {
    int from = 0;
    int to = size;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (millis(middle) > after) {
        to = middle;
      } else {
        from = middle + 1;
      }
    }
    return from;
  }
}
