package qts.journal;

import org.jspecify.annotations.Nullable;

/**
 * The keys of the newest records and where those are. Two generations of up to {@code capacity}
 * keys: when the younger is full the older is dropped, so between one and two times {@code
 * capacity} of the newest keys are known. Open addressing over plain arrays: 16 bytes a slot, at
 * most half full.
 */
final class RecentKeys {
  private static final int INITIAL_SLOTS = 1 << 12;

  private final int capacity;
  private Generation young;
  private @Nullable Generation old;

  RecentKeys(int capacity) {
    this.capacity = capacity;
    this.young = new Generation();
  }

  void put(long key, long position) {
    if (young.size == capacity) {
      old = young;
      young = new Generation();
    }
    young.put(key, position);
  }

  /** The newest position with {@code key} below {@code before}, or −1. */
  long find(long key, long before) {
    long position = young.find(key, before);
    return position < 0 && old != null ? old.find(key, before) : position;
  }

  private static final class Generation {
    private long[] keys = new long[INITIAL_SLOTS];
    private long[] positions = new long[INITIAL_SLOTS];
    private int size;

    void put(long key, long position) {
      if (size * 2 >= keys.length) {
        grow();
      }
      insert(key, position);
      size++;
    }

    private void insert(long key, long position) {
      int mask = keys.length - 1;
      int slot = slot(key, mask);
      while (keys[slot] != 0) {
        slot = (slot + 1) & mask;
      }
      keys[slot] = key;
      positions[slot] = position;
    }

    private void grow() {
      long[] oldKeys = keys;
      long[] oldPositions = positions;
      keys = new long[oldKeys.length * 2];
      positions = new long[oldKeys.length * 2];
      for (int i = 0; i < oldKeys.length; i++) {
        if (oldKeys[i] != 0) {
          insert(oldKeys[i], oldPositions[i]);
        }
      }
    }

    long find(long key, long before) {
      int mask = keys.length - 1;
      long found = -1;
      for (int slot = slot(key, mask); keys[slot] != 0; slot = (slot + 1) & mask) {
        if (keys[slot] == key && positions[slot] < before && positions[slot] > found) {
          found = positions[slot];
        }
      }
      return found;
    }

    private static int slot(long key, int mask) {
      return (int) (key >>> 32) & mask;
    }
  }
}
