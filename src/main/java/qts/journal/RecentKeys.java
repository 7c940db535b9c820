package qts.journal;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The keys of the newest records and where those are. Two generations of up to {@code capacity}
 * keys: when the younger is full the older is dropped, so between one and two times {@code
 * capacity} of the newest keys are known. Open addressing in one array, at most half full: a slot
 * holds the 40 bits of a key and, in its low 24 bits, the place of its position in a second array,
 * which is only written in order.
 */
final class RecentKeys {
  /** The most keys of a generation: places have 24 bits, and a generation may be half full. */
  static final int MAX_CAPACITY = 1 << 23;

  private static final int INITIAL_SLOTS = 1 << 12;

  private final int capacity;
  private Generation young;
  private @Nullable Generation old;

  /** Volatile, for it is asked for with every answer, without the lock that guards all else. */
  private volatile long from;

  /** Empty, for the keys of all records from position {@code from} on. */
  RecentKeys(int capacity, long from) {
    this.capacity = Math.min(capacity, MAX_CAPACITY);
    this.young = new Generation(INITIAL_SLOTS);
    this.from = from;
  }

  /** The position from which on every key is known. */
  long from() {
    return from;
  }

  void put(long key, long position) {
    if (young.size == capacity) {
      from = old == null ? from : Math.max(from, old.last() + 1);
      Generation dropped = old;
      old = young;
      young = dropped == null ? new Generation(old.slots.length) : dropped.cleared();
    }
    young.put(key, position);
  }

  /** The newest position with {@code key} below {@code before}, or −1. */
  long find(long key, long before) {
    long position = young.find(key, before);
    return position < 0 && old != null ? old.find(key, before) : position;
  }

  /**
   * Reads the slots that the keys lead to, all of which memory can fetch at the same time: looking
   * them up one after the other would wait for each. The result has no meaning.
   */
  long touch(long[] keys, int count) {
    return young.touch(keys, count) ^ (old == null ? 0 : old.touch(keys, count));
  }

  private static final class Generation {
    private long[] slots;
    private long[] positions;
    private int size;

    Generation(int slots) {
      this.slots = new long[slots];
      this.positions = new long[slots / 2];
    }

    /** The same without keys: as many will come, which need the same room. */
    Generation cleared() {
      Arrays.fill(slots, 0);
      size = 0;
      return this;
    }

    void put(long key, long position) {
      if (size == positions.length) {
        grow();
      }
      insert(slots, RecordKey.mask(key) | size);
      positions[size++] = position;
    }

    private void grow() {
      long[] larger = new long[slots.length * 2];
      for (long slot : slots) {
        if (slot != 0) {
          insert(larger, slot);
        }
      }
      slots = larger;
      positions = Arrays.copyOf(positions, positions.length * 2);
    }

    private static void insert(long[] into, long entry) {
      int mask = into.length - 1;
      int at = slot(entry, mask);
      while (into[at] != 0) {
        at = (at + 1) & mask;
      }
      into[at] = entry;
    }

    long find(long key, long before) {
      int mask = slots.length - 1;
      long wanted = RecordKey.mask(key);
      long found = -1;
      for (int at = slot(key, mask); slots[at] != 0; at = (at + 1) & mask) {
        if (RecordKey.mask(slots[at]) == wanted) {
          long position = positions[(int) (slots[at] & RecordKey.PLACE_MASK)];
          found = position < before ? Math.max(found, position) : found;
        }
      }
      return found;
    }

    /** The highest position. */
    long last() {
      return Arrays.stream(positions, 0, size).max().orElse(-1);
    }

    long touch(long[] keys, int count) {
      int mask = slots.length - 1;
      long all = 0;
      for (int i = 0; i < count; i++) {
        all ^= slots[slot(keys[i], mask)];
      }
      return all;
    }

    private static int slot(long key, int mask) {
      return (int) (key >>> 32) & mask;
    }
  }
}
