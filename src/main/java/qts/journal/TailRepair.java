package qts.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * Makes the last segment fit to be followed by more: cuts what is behind its last frame, keeping it
 * in quarantine, and writes the rest to a new file. What the system's cache shows of a file that
 * was not closed in order need not be on the disk.
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
   * @param closed whether its writer ended in order, and with just what was found
   */
  long run(boolean closed) throws IOException {
    boolean torn = scan.hasTail();
    if (!torn && closed) {
      return 0;
    }
    long cut = torn ? scan.writtenEnd() - scan.end() : 0;
    if (torn) {
      makeRoom(cut);
      WholeFile.replace(
          storage,
          Quarantine.unusedName(storage, name + "." + scan.end()),
          kept -> copy(scan.end(), scan.end() + cut, kept, cut));
    }
    writeAnew(scan.end(), scan.isSealed() ? scan.end() : file.size());
    return cut;
  }

  /** Makes durable what is there of a damaged segment, the damaged bytes as they are. */
  void keepDamaged() throws IOException {
    writeAnew(file.size(), file.size());
  }

  /** Writes the first {@code kept} bytes, and zeros behind them up to {@code size}. */
  private void writeAnew(long kept, long size) throws IOException {
    if (storage.usableBytes() > size) {
      WholeFile.replace(storage, name, draft -> copy(0, kept, draft, size));
    } else {
      rewrite(kept, size);
    }
  }

  /**
   * Writes the segment over itself where the disk has no room for a second one. Each sector gets
   * the bytes that were found good, or zeros behind them, so that being interrupted does no harm.
   */
  private void rewrite(long kept, long size) throws IOException {
    try (StorageFile target = storage.open(name, Storage.Mode.WRITE)) {
      target.truncate(size);
      copy(0, kept, target, size);
      target.force();
    }
  }

  /** Gives up what was made ahead where cut bytes could not be kept otherwise. */
  private void makeRoom(long bytes) throws IOException {
    for (String ahead : List.of(Preallocator.SPARE, Preallocator.RESERVE)) {
      if (storage.usableBytes() < bytes) {
        storage.delete(ahead);
      }
    }
  }

  /** Copies a part of the file to the front of {@code target}, and zeros up to {@code size}. */
  private void copy(long from, long to, StorageFile target, long size) throws IOException {
    ByteBuffer b = ByteBuffer.allocate((int) Math.min(COPY_BYTES, size));
    for (long at = 0; at < size; at += b.limit()) {
      b.clear().limit((int) Math.min(b.capacity(), size - at));
      int wanted = (int) Math.max(0, Math.min(b.limit(), to - from - at));
      ByteBuffer part = b.duplicate().limit(wanted);
      file.read(part, from + at);
      Arrays.fill(b.array(), part.position(), b.limit(), (byte) 0);
      target.write(b.duplicate().position(0), at);
    }
  }
}
