package qts.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Makes the last segment fit to be continued: cuts what is behind its last frame, keeping it in
 * quarantine, and writes the rest to a new file. What the system's cache shows of a file that was
 * not closed in order need not be on the disk.
 */
final class TailRepair {
  private static final int COPY_BYTES = 1 << 20;

  private final Storage storage;
  private final StorageFile file;
  private final String name;
  private final SegmentScan scan;

  /**
   * @param file the segment called {@code name}, open for reading
   * @param scan what was found in it
   */
  TailRepair(Storage storage, StorageFile file, String name, SegmentScan scan) {
    this.storage = storage;
    this.file = file;
    this.name = name;
    this.scan = scan;
  }

  /**
   * Repairs the segment where needed and returns how many bytes were cut.
   *
   * @param closed whether its writer ended in order
   */
  long run(boolean closed) throws IOException {
    boolean torn = scan.hasTail();
    if (!torn && closed) {
      return 0;
    }
    long cut = 0;
    if (torn) {
      cut = file.size() - scan.end();
      String kept = "quarantine/" + name + "." + scan.end() + "." + storage.millis();
      copy(scan.end(), file.size(), kept, cut);
    }
    String draft = name + ".new";
    storage.delete(draft);
    copy(0, scan.end(), draft, file.size());
    storage.rename(draft, name);
    storage.forceNames();
    return cut;
  }

  /** Copies a part of the file to the front of a new file of {@code size} bytes, and syncs it. */
  private void copy(long from, long to, String target, long size) throws IOException {
    ByteBuffer b = ByteBuffer.allocate(COPY_BYTES);
    try (StorageFile copy = storage.open(target, Storage.Mode.CREATE)) {
      for (long at = 0; at < size; at += b.limit()) {
        b.clear().limit((int) Math.min(COPY_BYTES, size - at));
        int wanted = (int) Math.max(0, Math.min(b.limit(), to - from - at));
        ByteBuffer part = b.duplicate().limit(wanted);
        file.read(part, from + at);
        Arrays.fill(b.array(), part.position(), b.limit(), (byte) 0);
        copy.write(b.duplicate().position(0), at);
      }
      copy.force();
    }
  }
}
