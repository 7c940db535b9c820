package qts.runtime.recorder;

/**
 * Where the newest snapshot of each symbol stands, and the newest of all. Symbols are known by
 * {@link qts.journal.KeyFilter#hash}. Holds up to {@link #MAX_SYMBOLS}; beyond that the symbol that
 * was quiet for longest gives way to a new one, among few that its hash leads to. Used under the
 * sequencer's lock.
 */
final class NewestTable {
  /** Nothing is known about the symbol. */
  static final long UNKNOWN = -2;

  /** It is known that the symbol has no snapshot. */
  static final long NONE = -1;

  /** How many symbols there is room for, 16 bytes each. */
  static final int MAX_SYMBOLS = 1 << 16;

  private static final int WAYS = 4;
  private static final int SET_MASK = MAX_SYMBOLS / WAYS - 1;

  /** Sets of {@link #WAYS} pairs of hash and position; a hash of 0 stands for an empty place. */
  private final long[] pairs = new long[2 * MAX_SYMBOLS];

  private long newest = UNKNOWN;

  /** Takes note of a newer snapshot; {@code symbolHash} is 0 when it has no symbol. */
  void note(long symbolHash, long position) {
    newest = position;
    if (symbolHash != 0) {
      put(symbolHash, position);
    }
  }

  /** Takes note of what was found by looking, unless something newer came meanwhile. */
  void noteFound(long symbolHash, long position) {
    if (symbolHash == 0) {
      newest = newest == UNKNOWN ? position : newest;
    } else if (find(symbolHash) == UNKNOWN) {
      put(symbolHash, position);
    }
  }

  /** The position of the newest snapshot of a symbol, or of all for 0. */
  long find(long symbolHash) {
    if (symbolHash == 0) {
      return newest;
    }
    int set = set(symbolHash);
    for (int at = set; at < set + 2 * WAYS; at += 2) {
      if (pairs[at] == symbolHash) {
        return pairs[at + 1];
      }
    }
    return UNKNOWN;
  }

  private void put(long symbolHash, long position) {
    int set = set(symbolHash);
    int place = set;
    for (int at = set; at < set + 2 * WAYS; at += 2) {
      if (pairs[at] == symbolHash || pairs[at] == 0) {
        place = at;
        break;
      }
      place = pairs[at + 1] < pairs[place + 1] ? at : place;
    }
    pairs[place] = symbolHash;
    pairs[place + 1] = position;
  }

  private static int set(long symbolHash) {
    return ((int) (symbolHash >>> 40) & SET_MASK) * WAYS * 2;
  }
}
