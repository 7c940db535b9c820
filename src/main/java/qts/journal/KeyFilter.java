package qts.journal;

import java.nio.charset.StandardCharsets;

/**
 * A Bloom filter of 128 bits over the symbols and sessions of a group: tells which groups can't
 * hold a key. Three bits a key; its answer "no" is certain, its answer "maybe" is not.
 */
public final class KeyFilter {
  private KeyFilter() {}

  /** The hash of a key given as bytes, never 0. */
  public static long hash(byte[] bytes, int from, int to) {
    long h = 0x9E3779B97F4A7C15L ^ (to - from);
    for (int i = from; i < to; i++) {
      h = (h ^ bytes[i]) * 0x100000001B3L;
    }
    return mix(h) | 1;
  }

  /** The hash of a key given as text, never 0. */
  public static long hash(String key) {
    byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
    return hash(bytes, 0, bytes.length);
  }

  static long mix(long z) {
    long a = (z ^ (z >>> 33)) * 0xFF51AFD7ED558CCDL;
    long b = (a ^ (a >>> 33)) * 0xC4CEB9FE1A85EC53L;
    return b ^ (b >>> 33);
  }

  /** The bits of {@code hash} in the low word of the filter. */
  static long low(long hash) {
    return bit(hash >>> 1, 0) | bit(hash >>> 8, 0) | bit(hash >>> 15, 0);
  }

  /** The bits of {@code hash} in the high word of the filter. */
  static long high(long hash) {
    return bit(hash >>> 1, 64) | bit(hash >>> 8, 64) | bit(hash >>> 15, 64);
  }

  private static long bit(long sevenBits, int base) {
    int at = (int) (sevenBits & 127) - base;
    return at >= 0 && at < 64 ? 1L << at : 0;
  }

  static boolean mayHold(long low, long high, long hash) {
    long l = low(hash);
    long h = high(hash);
    return (low & l) == l && (high & h) == h;
  }
}
