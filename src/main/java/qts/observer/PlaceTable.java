package qts.observer;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Finds the {@link Place} of a member from the place of its object and its name, without making a
 * string of the name. No name in the contract is longer than {@value #MAX_NAME} bytes, so a name is
 * its first two words and its length.
 */
final class PlaceTable {
  /** The longest name in the table, in bytes. */
  static final int MAX_NAME = 16;

  private static final int SLOTS = 128;
  private static final long[] FIRST = new long[SLOTS];
  private static final long[] SECOND = new long[SLOTS];
  private static final int[] LENGTH = new int[SLOTS];
  private static final int[] PARENT = new int[SLOTS];
  private static final int[] PLACE = new int[SLOTS];

  static {
    Arrays.fill(PLACE, Place.NOWHERE);
    put(Place.RECORD, "snapshot", Place.SNAPSHOT);
    for (Place place : Place.values()) {
      if (place != Place.SNAPSHOT) {
        int dot = place.path().lastIndexOf('.');
        put(parent(place.path(), dot), place.path().substring(dot + 1), place);
      }
    }
  }

  private PlaceTable() {}

  private static int parent(String path, int dot) {
    String wanted = dot < 0 ? "" : path.substring(0, dot);
    for (Place place : Place.values()) {
      if (place.path().equals(wanted)) {
        return place.ordinal();
      }
    }
    throw new IllegalStateException("no place for the parent of " + path);
  }

  private static void put(int parent, String name, Place place) {
    byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
    if (bytes.length > MAX_NAME) {
      throw new IllegalStateException(name + " is longer than " + MAX_NAME + " bytes");
    }
    long first = Words.at(bytes, 0, Math.min(bytes.length, Long.BYTES));
    long second = Words.at(bytes, Long.BYTES, Math.max(bytes.length - Long.BYTES, 0));
    int slot = slot(parent, first, second);
    while (PLACE[slot] != Place.NOWHERE) {
      slot = slot + 1 & SLOTS - 1;
    }
    FIRST[slot] = first;
    SECOND[slot] = second;
    LENGTH[slot] = bytes.length;
    PARENT[slot] = parent;
    PLACE[slot] = place.ordinal();
  }

  private static int slot(int parent, long first, long second) {
    return (int) (Words.mix(Words.mix(parent, first), second) & SLOTS - 1);
  }

  /**
   * The ordinal of the place of a member, or {@link Place#NOWHERE}.
   *
   * @param parent the ordinal of the place of the object, or {@link Place#RECORD}
   * @param first the first eight bytes of the name, zero behind its end
   * @param second the next eight bytes
   * @param length the length of the name in bytes
   */
  static int find(int parent, long first, long second, int length) {
    int slot = slot(parent, first, second);
    while (PLACE[slot] != Place.NOWHERE) {
      if (FIRST[slot] == first
          && SECOND[slot] == second
          && LENGTH[slot] == length
          && PARENT[slot] == parent) {
        return PLACE[slot];
      }
      slot = slot + 1 & SLOTS - 1;
    }
    return Place.NOWHERE;
  }
}
