package qts.decision.json;

import org.jspecify.annotations.Nullable;

/**
 * Names of fields as they are written behind another field: comma, quotes, colon and blanks. Each
 * has two places and is remembered there until others need them. Not for use by several threads at
 * once.
 */
final class JsonNames {
  /** How many bytes the comma and its blank are. */
  static final int COMMA = 2;

  /** How many are remembered; a power of two. */
  private static final int SLOTS = 1_024;

  private final @Nullable String[] names = new String[SLOTS];
  private final byte[][] encoded = new byte[SLOTS][];

  /** Not to be changed. */
  byte[] encoded(String name) {
    int hash = name.hashCode();
    int slot = (hash ^ hash >>> 15) & (SLOTS - 1);
    if (name.equals(names[slot])) {
      return encoded[slot];
    }
    int other = slot ^ 1;
    return name.equals(names[other]) ? encoded[other] : remember(slot, other, name);
  }

  /** Puts it into the first of two slots; what was there moves to the second. */
  private byte[] remember(int slot, int other, String name) {
    names[other] = names[slot];
    encoded[other] = encoded[slot];
    names[slot] = name;
    encoded[slot] = new JsonBytes().plain(", ").text(name).plain(": ").toArray();
    return encoded[slot];
  }
}
