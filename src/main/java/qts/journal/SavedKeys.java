package qts.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The file with the keys of the records in the last segment, made when a journal ends in order, so
 * that opening it again need not decode these records. It counts only for the very end it was made
 * at; when it is missing, damaged or of another end the records tell the same.
 */
final class SavedKeys {
  static final String FILE = "tail-keys";

  private static final long MAGIC = 0x3159454B4A535451L;
  private static final int VERSION = 1;
  private static final int HEADER_BYTES = 16 + JournalEnd.BYTES;
  private static final int KEY_BYTES = 5;
  private static final int KEY_SHIFT = Long.SIZE - 8 * KEY_BYTES;
  private static final int RUN = 1 << 17;

  private final Storage storage;
  private final CRC32C crc = new CRC32C();
  private final ByteBuffer buffer =
      ByteBuffer.allocate(RUN * KEY_BYTES).order(ByteOrder.LITTLE_ENDIAN);

  private SavedKeys(Storage storage) {
    this.storage = storage;
  }

  /** How many bytes the file takes with {@code count} keys. */
  static long bytes(int count) {
    return HEADER_BYTES + (long) KEY_BYTES * count + PieceWriter.CHECKSUM_BYTES;
  }

  /** Writes the file: the keys by place, 0 for a record without one. */
  static void save(Storage storage, JournalEnd end, long[] keys) throws IOException {
    WholeFile.replace(storage, FILE, file -> write(file, end, keys));
  }

  private static void write(StorageFile file, JournalEnd end, long[] keys) throws IOException {
    PieceWriter pieces = new PieceWriter(file, bytes(keys.length));
    end.write(pieces.room(HEADER_BYTES).putLong(MAGIC).putInt(VERSION).putInt(keys.length));
    for (long key : keys) {
      pieces
          .room(KEY_BYTES)
          .put((byte) (key >>> KEY_SHIFT))
          .putInt((int) (key >>> (KEY_SHIFT + 8)));
    }
    pieces.end();
  }

  /** The keys by place that were saved at {@code end}, in number {@code count}; null for none. */
  static long @Nullable [] load(Storage storage, JournalEnd end, int count) {
    try {
      return storage.exists(FILE) ? new SavedKeys(storage).load(end, count) : null;
    } catch (IOException unreadable) {
      return null;
    }
  }

  private long @Nullable [] load(JournalEnd end, int count) throws IOException {
    try (StorageFile file = storage.open(FILE, Storage.Mode.READ)) {
      if (file.size() != bytes(count) || !isHeaderOf(file, end, count)) {
        return null;
      }
      long[] keys = new long[count];
      for (int i = 0; i < count; i += RUN) {
        read(file, i, Math.min(RUN, count - i), keys);
      }
      int found = (int) crc.getValue();
      fill(file, bytes(count) - 4, 4);
      return buffer.getInt(0) == found ? keys : null;
    }
  }

  private boolean isHeaderOf(StorageFile file, JournalEnd end, int count) throws IOException {
    fill(file, 0, HEADER_BYTES);
    return buffer.getLong(0) == MAGIC
        && buffer.getInt(8) == VERSION
        && buffer.getInt(12) == count
        && end.isAt(buffer, 16);
  }

  private void read(StorageFile file, int from, int count, long[] keys) throws IOException {
    fill(file, HEADER_BYTES + (long) KEY_BYTES * from, KEY_BYTES * count);
    for (int i = from; i < from + count; i++) {
      long low = buffer.get() & 0xFF;
      keys[i] = (low | (buffer.getInt() & 0xFFFF_FFFFL) << 8) << KEY_SHIFT;
    }
  }

  /** Reads {@code length} bytes at {@code at}; a file that ends before leaves other bytes there. */
  private void fill(StorageFile file, long at, int length) throws IOException {
    file.read(buffer.clear().limit(length), at);
    buffer.position(0).limit(length);
    crc.update(buffer.duplicate());
  }
}
