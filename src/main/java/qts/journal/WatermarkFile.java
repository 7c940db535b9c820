package qts.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** The file with the two watermark slots. Used by the writer thread alone. */
final class WatermarkFile implements Closeable {
  private final StorageFile file;
  private long sequence;
  private boolean dirty;

  private WatermarkFile(StorageFile file, long sequence) {
    this.file = file;
    this.sequence = sequence;
  }

  /** The newest valid slot; null when there is none. */
  static @Nullable Watermark read(Storage storage) throws IOException {
    if (!storage.exists(Watermark.FILE)) {
      return null;
    }
    try (StorageFile file = storage.open(Watermark.FILE, Storage.Mode.READ)) {
      Watermark first = slot(file, 0);
      Watermark second = slot(file, Watermark.SECOND_SLOT_AT);
      if (first == null || second == null) {
        return first == null ? second : first;
      }
      return first.sequence() > second.sequence() ? first : second;
    }
  }

  /** How many of the two slots can be read. */
  static int validSlots(Storage storage) throws IOException {
    try (StorageFile file = storage.open(Watermark.FILE, Storage.Mode.READ)) {
      return (slot(file, 0) == null ? 0 : 1)
          + (slot(file, Watermark.SECOND_SLOT_AT) == null ? 0 : 1);
    }
  }

  private static @Nullable Watermark slot(StorageFile file, long at) throws IOException {
    ByteBuffer b = ByteBuffer.allocate(Watermark.SLOT_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    file.read(b, at);
    return Watermark.read(b.flip());
  }

  /** Opens the file for writing; {@code last} is what {@link #read} gave. */
  static WatermarkFile open(Storage storage, @Nullable Watermark last) throws IOException {
    if (!storage.exists(Watermark.FILE)) {
      create(storage);
    }
    StorageFile file = storage.open(Watermark.FILE, Storage.Mode.WRITE);
    return new WatermarkFile(file, last == null ? 0 : last.sequence());
  }

  private static void create(Storage storage) throws IOException {
    try (StorageFile file = storage.open(Watermark.FILE, Storage.Mode.CREATE)) {
      file.write(ByteBuffer.allocate((int) (2 * Watermark.SECOND_SLOT_AT)), 0);
      file.force();
    }
    storage.forceNames();
  }

  /** Writes the older slot; {@link #force} makes it durable. */
  void write(Watermark mark) throws IOException {
    sequence++;
    Watermark next =
        new Watermark(
            mark.journalId(),
            sequence,
            mark.segment(),
            mark.endOffset(),
            mark.position(),
            mark.hash(),
            mark.closed());
    file.write(next.toBytes(), (sequence & 1) == 0 ? 0 : Watermark.SECOND_SLOT_AT);
    dirty = true;
  }

  boolean isDirty() {
    return dirty;
  }

  void force() throws IOException {
    file.force();
    dirty = false;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
