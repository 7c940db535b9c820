package qts.journal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * The bytes of a simulated file twice: as the system's cache shows them, and as they are on the
 * disk. Between the two lie the changes that were not forced.
 */
final class SimulatedContent {
  private static final int SECTOR = 512;

  private byte[] cached = {};
  private byte[] durable = {};
  private final List<Change> pending = new ArrayList<>();
  private boolean forceFailed;

  /** What was not forced yet. */
  private sealed interface Change {
    byte[] onto(byte[] bytes);

    /** As {@link #onto}, each sector or not, by chance. */
    byte[] partlyOnto(byte[] bytes, Random random);

    @SuppressWarnings("ArrayRecordComponent")
    record Write(int at, byte[] data) implements Change {
      @Override
      public byte[] onto(byte[] bytes) {
        return put(bytes, at, data, 0, data.length);
      }

      @Override
      public byte[] partlyOnto(byte[] bytes, Random random) {
        int size = bytes.length;
        byte[] result = at + data.length > size ? Arrays.copyOf(bytes, at + data.length) : bytes;
        for (int i = 0; i < data.length; ) {
          int n = Math.min(SECTOR - (at + i) % SECTOR, data.length - i);
          if (random.nextBoolean()) {
            System.arraycopy(data, i, result, at + i, n);
            size = Math.max(size, at + i + n);
          }
          i += n;
        }
        return size < result.length ? Arrays.copyOf(result, size) : result;
      }
    }

    record Cut(int size) implements Change {
      @Override
      public byte[] onto(byte[] bytes) {
        return Arrays.copyOf(bytes, size);
      }

      @Override
      public byte[] partlyOnto(byte[] bytes, Random random) {
        return random.nextBoolean() ? onto(bytes) : bytes;
      }
    }
  }

  /** A file that is on the disk as given. */
  static SimulatedContent of(byte[] bytes) {
    SimulatedContent content = new SimulatedContent();
    content.cached = bytes;
    content.durable = bytes.clone();
    return content;
  }

  byte[] bytes() {
    return cached;
  }

  int size() {
    return cached.length;
  }

  void write(int at, byte[] data) {
    cached = put(cached, at, data, 0, data.length);
    pending.add(new Change.Write(at, data));
  }

  void truncate(int size) {
    cached = Arrays.copyOf(cached, size);
    pending.add(new Change.Cut(size));
  }

  /** Everything written so far gets to the disk, except for what an earlier failure lost. */
  void force() {
    for (Change change : pending) {
      durable = change.onto(durable);
    }
    pending.clear();
  }

  /**
   * The disk refuses: each sector got there or not, and the system takes all of them for written.
   * From now on the cache shows what the disk may lack, and forcing again does not help.
   */
  void failForce(Random random) {
    forceFailed = true;
    keepByChance(random);
  }

  /** Whether forcing it failed in the life of this process. */
  boolean forceFailed() {
    return forceFailed;
  }

  /** The power is gone: each sector that was not forced got to the disk or not. */
  void losePower(Random random) {
    keepByChance(random);
    cached = durable.clone();
    forceFailed = false;
  }

  /** The system drops from its cache what it takes for written. */
  void dropCache() {
    if (forceFailed && pending.isEmpty()) {
      cached = durable.clone();
    }
  }

  /** The process that knew of the failure is gone. */
  void forgetFailure() {
    forceFailed = false;
  }

  private void keepByChance(Random random) {
    for (Change change : pending) {
      durable = change.partlyOnto(durable, random);
    }
    pending.clear();
  }

  private static byte[] put(byte[] into, int at, byte[] data, int from, int length) {
    byte[] target = at + length > into.length ? Arrays.copyOf(into, at + length) : into;
    System.arraycopy(data, from, target, at, length);
    return target;
  }
}
