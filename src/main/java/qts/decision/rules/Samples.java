package qts.decision.rules;

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

  /** The first of the newest run of samples that are later than {@code millis}. */
  int firstAfter(long after) {
    int i = size;
    while (i > 0 && millis(i - 1) > after) {
      i--;
    }
    return i;
  }
}
