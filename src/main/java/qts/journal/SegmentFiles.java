package qts.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds the segment files of a folder, and names those that are missing or wrong as a whole. */
final class SegmentFiles {
  private final Storage storage;
  private final List<Damage> damages;

  /** What is damaged is added to {@code damages}. */
  SegmentFiles(Storage storage, List<Damage> damages) {
    this.storage = storage;
    this.damages = damages;
  }

  /**
   * The segments of which more is known than their name, in order.
   *
   * @param mark tells of which journal a segment is whose header can't be read
   */
  List<SegmentFile> find(@Nullable Watermark mark) throws IOException {
    UUID journalId = mark == null ? new UUID(0, 0) : mark.journalId();
    List<SegmentFile> found = new ArrayList<>();
    long expected = 1;
    for (String name : storage.list()) {
      if (SegmentHeader.isFileName(name)) {
        long number = SegmentHeader.numberOf(name);
        if (number != expected && !found.isEmpty()) {
          damage(name, "segments " + expected + " to " + (number - 1) + " are missing");
        }
        expected = number + 1;
        SegmentFile file = look(name, number, journalId);
        if (file != null) {
          found.add(file);
        }
      }
    }
    return found;
  }

  private @Nullable SegmentFile look(String name, long number, UUID journalId) throws IOException {
    try (StorageFile file = storage.open(name, Storage.Mode.READ)) {
      ByteBuffer b = ByteBuffer.allocate(SegmentHeader.FRAMES_AT).order(ByteOrder.LITTLE_ENDIAN);
      file.read(b, 0);
      SegmentHeader header = SegmentHeader.read(b.flip());
      if (SegmentHeader.isOfLaterVersion(b)) {
        throw new JournalVersionException(name, SegmentHeader.versionOf(b), SegmentHeader.VERSION);
      }
      if (header == null) {
        header = guess(file, name, number, journalId);
      } else if (header.number() != number) {
        damage(name, "the file holds segment " + header.number());
        header = null;
      }
      return header == null ? null : new SegmentFile(header, name, file.size());
    }
  }

  /** What the header of a segment must have said, from its first frame; null when it has none. */
  private @Nullable SegmentHeader guess(StorageFile file, String name, long number, UUID journalId)
      throws IOException {
    SegmentScan scan = SegmentScan.of(file, name, 0);
    if (scan.frames().isEmpty()) {
      if (scan.hasTail()) {
        damage(name, "the header is damaged and no frame can be read");
      }
      return null;
    }
    damage(name, "the header of the segment is damaged");
    long first = scan.frames().getFirst().header().firstPosition();
    return new SegmentHeader(journalId, number, first, 0, Hash.ZERO);
  }

  private void damage(String name, String what) {
    damages.add(new Damage(name, 0, what, 0, -1));
  }
}
