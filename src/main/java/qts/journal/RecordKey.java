package qts.journal;

import java.nio.charset.StandardCharsets;

/**
 * The key of a record, such as a snapshot's {@code run_id}, as a hash of 40 bits in the upper part
 * of a long. Small enough to keep millions in memory; whoever finds a record by it compares the
 * record itself.
 */
public final class RecordKey {
  static final long PLACE_MASK = (1L << 24) - 1;
  private static final long ODD = 0x9E3779B97F4A7C15L;

  private RecordKey() {}

  /** The key of {@code bytes[from, to)}, never 0. */
  public static long of(byte[] bytes, int from, int to) {
    long h = (to - from) * ODD;
    for (int i = from; i < to; i++) {
      h = Long.rotateLeft(h, 7) * ODD + bytes[i];
    }
    long key = mask(KeyFilter.mix(h));
    return key == 0 ? PLACE_MASK + 1 : key;
  }

  public static long of(String id) {
    byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
    return of(bytes, 0, bytes.length);
  }

  /** The place of a record in its segment, from the low bits of an entry. */
  static int place(long entry) {
    return (int) (entry & PLACE_MASK);
  }

  static long mask(long key) {
    return key & ~PLACE_MASK;
  }
}
