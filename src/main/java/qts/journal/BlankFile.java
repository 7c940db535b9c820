package qts.journal;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.function.BooleanSupplier;

/**
 * A file full of zeros, written and synced before anybody needs it: using it takes no room on the
 * disk, and syncing it no new blocks. Used by one thread at a time.
 */
final class BlankFile {
  /** Written and synced at once: more would keep the disk busy while others wait for it. */
  private static final int CHUNK_BYTES = 1 << 20;

  private final Storage storage;
  private final String name;
  private final long bytes;

  BlankFile(Storage storage, String name, long bytes) {
    this.storage = storage;
    this.name = name;
    this.bytes = bytes;
  }

  long bytes() {
    return bytes;
  }

  /**
   * Whether an earlier process left it as it should be. Its first bytes tell: whoever uses it
   * writes there first, and gives it another name before writing on.
   */
  boolean isThere() throws IOException {
    if (!storage.exists(name)) {
      return false;
    }
    try (StorageFile file = storage.open(name, Storage.Mode.READ)) {
      ByteBuffer begin = ByteBuffer.allocate(SegmentHeader.FRAMES_AT);
      file.read(begin, 0);
      return file.size() == bytes
          && begin.flip().equals(ByteBuffer.allocate(SegmentHeader.FRAMES_AT));
    }
  }

  /**
   * Makes it, in the place of what may be there.
   *
   * @param ended asked now and then; once it is true no more is written, and nothing is left
   */
  void make(BooleanSupplier ended) throws IOException {
    WholeFile.replace(storage, name, file -> writeZeros(file, ended));
  }

  private void writeZeros(StorageFile file, BooleanSupplier ended) throws IOException {
    ByteBuffer zeros = ByteBuffer.allocateDirect((int) Math.min(CHUNK_BYTES, bytes));
    for (long at = 0; at < bytes; at += zeros.limit()) {
      if (ended.getAsBoolean()) {
        throw new InterruptedIOException(name + " is not needed any more");
      }
      zeros.clear().limit((int) Math.min(zeros.capacity(), bytes - at));
      file.write(zeros, at);
      file.force();
    }
  }
}
