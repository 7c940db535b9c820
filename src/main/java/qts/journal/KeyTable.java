package qts.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.LongConsumer;

/**
 * The record keys of one sealed segment, on the disk or in memory: each {@link RecordKey} with the
 * record's place in the segment in its low bits, in ascending order. Not for use by several threads
 * at once.
 */
final class KeyTable implements Closeable {
  private static final int KEY_BYTES = 8;
  private static final int RUN = 8_192;

  private final Source source;
  private final int count;
  private final ByteBuffer one = buffer(1);

  /** Where the entries are. */
  private interface Source extends Closeable {

    /** Fills {@code into} with entries from number {@code first} on. */
    void read(int first, ByteBuffer into) throws IOException;
  }

  private KeyTable(Source source, int count) {
    this.source = source;
    this.count = count;
  }

  /** The {@code count} entries at {@code at} of {@code file}, which is closed with the table. */
  static KeyTable of(StorageFile file, long at, int count) {
    Source source =
        new Source() {
          @Override
          public void read(int first, ByteBuffer into) throws IOException {
            file.read(into, at + (long) first * KEY_BYTES);
          }

          @Override
          public void close() throws IOException {
            file.close();
          }
        };
    return new KeyTable(source, count);
  }

  /** These entries. */
  static KeyTable of(long[] entries) {
    Source source =
        new Source() {
          @Override
          public void read(int first, ByteBuffer into) {
            for (int i = first; into.hasRemaining(); i++) {
              into.putLong(entries[i]);
            }
          }

          @Override
          public void close() {}
        };
    return new KeyTable(source, entries.length);
  }

  /**
   * The entries for the keys of {@code records} records in order, 0 for none.
   *
   * @param recordKeys overwritten
   */
  static long[] sorted(long[] recordKeys, int records) {
    long[] entries = new long[records];
    int n = 0;
    for (int i = 0; i < records; i++) {
      if (recordKeys[i] != 0) {
        entries[n++] = RecordKey.mask(recordKeys[i]) | i;
      }
    }
    long[] sorted = KeySort.sort(entries, recordKeys, n);
    return sorted.length == n ? sorted : Arrays.copyOf(sorted, n);
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
      source.read(i, run);
      run.flip();
      while (run.remaining() >= KEY_BYTES) {
        entries.accept(run.getLong());
      }
    }
  }

  private long entry(int i) throws IOException {
    source.read(i, one.clear());
    return one.getLong(0);
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
