package qts.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.LongConsumer;

/**
 * The record keys of one sealed segment, on the disk: each {@link RecordKey} with the record's
 * place in the segment in its low bits, in ascending order. Not for use by several threads at once.
 */
final class KeyTable implements Closeable {
  private static final int KEY_BYTES = 8;
  private static final int RUN = 8_192;

  private final StorageFile file;
  private final long at;
  private final int count;
  private final ByteBuffer one = buffer(1);

  KeyTable(StorageFile file, long at, int count) {
    this.file = file;
    this.at = at;
    this.count = count;
  }

  /** The entries for the keys of {@code records} records in order, 0 for none. */
  static long[] sorted(long[] recordKeys, int records) {
    long[] entries = new long[records];
    int n = 0;
    for (int i = 0; i < records; i++) {
      if (recordKeys[i] != 0) {
        entries[n++] = RecordKey.mask(recordKeys[i]) | i;
      }
    }
    long[] sorted = Arrays.copyOf(entries, n);
    Arrays.sort(sorted);
    return sorted;
  }

  private static ByteBuffer buffer(int entries) {
    return ByteBuffer.allocate(entries * KEY_BYTES).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Shows the entries of {@code key}. */
  void find(long key, LongConsumer entries) throws IOException {
    long wanted = RecordKey.mask(key);
    int low = 0;
    int high = count;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (entry(middle) < wanted) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    for (int i = low; i < count && RecordKey.mask(entry(i)) == wanted; i++) {
      entries.accept(entry(i));
    }
  }

  /** Shows all entries. */
  void forEach(LongConsumer entries) throws IOException {
    ByteBuffer run = buffer(RUN);
    for (int i = 0; i < count; i += RUN) {
      run.clear().limit(Math.min(RUN, count - i) * KEY_BYTES);
      file.read(run, at + (long) i * KEY_BYTES);
      run.flip();
      while (run.remaining() >= KEY_BYTES) {
        entries.accept(run.getLong());
      }
    }
  }

  private long entry(int i) throws IOException {
    file.read(one.clear(), at + (long) i * KEY_BYTES);
    return one.getLong(0);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
