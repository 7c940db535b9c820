package qts.observer;

import java.util.Arrays;

/**
 * The names of the members of every object that is open during a scan, innermost last, to find one
 * that repeats. Names are compared as decoded, so {@code "a"} and {@code "\}{@code u0061"} are the
 * same.
 *
 * <p>A small object is searched at each member. A large one is sorted once at its end, so that no
 * choice of names by a sender makes it slow.
 */
final class Keys {
  /** An object with more members than this is large. */
  static final int SMALL = 32;

  /** More room than this is given back after the document. */
  private static final int KEPT = 4096;

  private long[] hash = new long[256];
  private int[] start = new int[256];
  private int[] end = new int[256];
  private int size;
  private byte[] bytes = {};

  /** Forgets everything and turns to the document in {@code bytes}. */
  void reset(byte[] bytes) {
    this.bytes = bytes;
    size = 0;
    if (hash.length > KEPT) {
      resize(KEPT);
    }
  }

  /** The number of names held: what {@link #close} takes to return to this point. */
  int open() {
    return size;
  }

  /** Adds the name {@code bytes[start, end)} to the innermost object. */
  void add(long hash, int start, int end) {
    if (size == this.hash.length) {
      resize(2 * size);
    }
    this.hash[size] = hash;
    this.start[size] = start;
    this.end[size] = end;
    size++;
  }

  private void resize(int length) {
    hash = Arrays.copyOf(hash, length);
    start = Arrays.copyOf(start, length);
    end = Arrays.copyOf(end, length);
  }

  /** Whether the object that opened at {@code base} already has this name; false when large. */
  boolean repeats(int base, long hash, int start, int end) {
    if (size - base > SMALL) {
      return false;
    }
    for (int i = base; i < size; i++) {
      if (this.hash[i] == hash && compare(this.start[i], this.end[i], start, end) == 0) {
        return true;
      }
    }
    return false;
  }

  /**
   * Closes the object that opened at {@code base}.
   *
   * @return where the first repeated name of a large object begins, or -1
   */
  int close(int base) {
    int repeated = size - base > SMALL ? firstRepeated(base) : -1;
    size = base;
    return repeated;
  }

  private int firstRepeated(int base) {
    sort(base);
    int first = -1;
    for (int i = base + 1; i < size; i++) {
      if (compare(i - 1, i) == 0) {
        int later = Math.max(start[i - 1], start[i]);
        first = first < 0 ? later : Math.min(first, later);
      }
    }
    return first;
  }

  /** Heap sort: in place, and never slower than n log n. */
  private void sort(int base) {
    int count = size - base;
    for (int i = count / 2 - 1; i >= 0; i--) {
      sink(base, i, count);
    }
    for (int last = count - 1; last > 0; last--) {
      swap(base, base + last);
      sink(base, 0, last);
    }
  }

  private void sink(int base, int from, int count) {
    int i = from;
    while (2 * i + 1 < count) {
      int child = 2 * i + 1;
      if (child + 1 < count && compare(base + child, base + child + 1) < 0) {
        child++;
      }
      if (compare(base + i, base + child) >= 0) {
        return;
      }
      swap(base + i, base + child);
      i = child;
    }
  }

  private void swap(int a, int b) {
    long h = hash[a];
    hash[a] = hash[b];
    hash[b] = h;
    int s = start[a];
    start[a] = start[b];
    start[b] = s;
    int e = end[a];
    end[a] = end[b];
    end[b] = e;
  }

  private int compare(int a, int b) {
    int byHash = Long.compare(hash[a], hash[b]);
    return byHash != 0 ? byHash : compare(start[a], end[a], start[b], end[b]);
  }

  private int compare(int start, int end, int otherStart, int otherEnd) {
    if (!Escapes.any(bytes, start, end) && !Escapes.any(bytes, otherStart, otherEnd)) {
      return Arrays.compare(bytes, start, end, bytes, otherStart, otherEnd);
    }
    return Arrays.compare(
        Escapes.decoded(bytes, start, end), Escapes.decoded(bytes, otherStart, otherEnd));
  }
}
