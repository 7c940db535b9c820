package qts.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Checks one segment file from its header to how the next one follows on it; used once. */
final class SegmentCheck {
  private final Storage storage;
  private final long number;
  private final String name;
  private final @Nullable Watermark mark;
  private final @Nullable SegmentHeader next;
  private final boolean last;
  private final ScrubPace pace;
  private final List<DamagedBytes> damages = new ArrayList<>();
  private IndexState index = IndexState.NONE;
  private long tailBytes;

  /**
   * @param mark the watermark as it was before the segment is read
   * @param next the header of the segment behind it; null when there is none or it is damaged
   * @param last whether no segment follows
   */
  SegmentCheck(
      Storage storage,
      long number,
      @Nullable Watermark mark,
      @Nullable SegmentHeader next,
      boolean last,
      ScrubPace pace) {
    this.storage = storage;
    this.number = number;
    this.name = SegmentHeader.fileName(number);
    this.mark = mark;
    this.next = next;
    this.last = last;
    this.pace = pace;
  }

  ScrubbedSegment run() throws IOException {
    try (StorageFile file = storage.open(name, Storage.Mode.READ)) {
      SegmentHeader header = header(file);
      checkHeader(file, header);
      long first = header == null ? firstPosition(file, name) : header.firstPosition();
      Hash chain = header == null ? null : header.hash();
      try (FrameCheck check = new FrameCheck(file, name, chain, pace)) {
        boolean sealed = scan(file, header, first, check);
        damages.sort(Comparator.comparingLong(d -> d.damage().offset()));
        return new ScrubbedSegment(
            number,
            name,
            !check.isStopped(),
            sealed,
            check.end(),
            check.groups(),
            check.records(),
            index,
            tailBytes,
            damages);
      }
    }
  }

  /** The header of a segment file; null when it is damaged. */
  static @Nullable SegmentHeader header(StorageFile file) throws IOException {
    ByteBuffer b = ByteBuffer.allocate(SegmentHeader.FRAMES_AT).order(ByteOrder.LITTLE_ENDIAN);
    file.read(b, 0);
    return SegmentHeader.read(b.flip());
  }

  private void checkHeader(StorageFile file, @Nullable SegmentHeader header) throws IOException {
    if (header == null) {
      add(
          0,
          Math.min(SegmentHeader.FRAMES_AT, file.size()),
          "the header of the segment is damaged");
    } else if (header.number() != number) {
      add(0, SegmentHeader.FRAMES_AT, "the file holds segment " + header.number());
    } else if (mark != null && !mark.journalId().equals(header.journalId())) {
      add(0, SegmentHeader.FRAMES_AT, "the segment belongs to another journal");
    }
  }

  /** Where a segment begins whose header can't be read: where its first frame says. */
  static long firstPosition(StorageFile file, String name) throws IOException {
    long[] first = {0};
    SegmentScan.of(
        file,
        name,
        0,
        (frame, bytes, at) -> {
          first[0] = frame.header().firstPosition();
          return false;
        });
    return first[0];
  }

  private boolean scan(
      StorageFile file, @Nullable SegmentHeader header, long first, FrameCheck check)
      throws IOException {
    SegmentScan scan;
    try {
      scan = SegmentScan.of(file, name, first, check);
    } catch (ClosedByInterruptException interrupted) {
      throw interrupted;
    } catch (IOException refused) {
      damages.addAll(check.damages());
      add(check.end(), 0, "the disk does not give the bytes from here on: " + refused);
      return false;
    }
    damages.addAll(check.damages());
    if (!check.isStopped()) {
      addBetween(scan);
      checkEnd(file, scan, check.chain());
      checkIndex(file, header, scan);
    }
    return scan.isSealed();
  }

  /** Takes over what lies damaged between whole frames. */
  private void addBetween(SegmentScan scan) {
    int next = 0;
    for (Damage damage : scan.damages()) {
      while (scan.frames().get(next).offset() < damage.offset()) {
        next++;
      }
      long resumed = scan.frames().get(next).offset();
      damages.add(new DamagedBytes(damage, resumed - damage.offset()));
    }
  }

  private void checkEnd(StorageFile file, SegmentScan scan, @Nullable Hash chain)
      throws IOException {
    if (last) {
      tailBytes = Math.max(0, scan.writtenEnd() - scan.end());
      checkLastEnd(file, scan, chain);
    } else {
      checkFollowed(file, scan, chain);
    }
  }

  private void checkFollowed(StorageFile file, SegmentScan scan, @Nullable Hash chain)
      throws IOException {
    long behind = scan.isSealed() ? file.size() : scan.writtenEnd();
    if (behind > scan.end()) {
      long lastLost = next == null ? -1 : next.firstPosition() - 1;
      damages.add(
          new DamagedBytes(
              new Damage(
                  name,
                  scan.end(),
                  "bytes behind the last frame that are no frame",
                  scan.nextPosition(),
                  lastLost),
              behind - scan.end()));
    } else if (next != null && next.firstPosition() > scan.nextPosition()) {
      addLost(
          scan, "records between this segment and the next are missing", next.firstPosition() - 1);
    } else if (next != null && chain != null && !next.chain().equals(chain)) {
      add(scan.end(), 0, "the chain is broken: the next segment does not carry the last hash");
    } else if (!scan.isSealed() && damages.isEmpty()) {
      add(scan.end(), 0, "the segment does not end with its seal");
    }
  }

  private void checkLastEnd(StorageFile file, SegmentScan scan, @Nullable Hash chain)
      throws IOException {
    if (mark == null) {
      return;
    }
    boolean here = mark.segment() == number;
    damages.removeIf(d -> here && d.damage().offset() >= mark.endOffset());
    if (mark.position() >= scan.nextPosition()) {
      long length = here ? Math.min(file.size(), mark.endOffset()) - scan.end() : 0;
      damages.add(
          new DamagedBytes(
              new Damage(
                  name,
                  scan.end(),
                  "acknowledged records are gone from the end",
                  scan.nextPosition(),
                  mark.position()),
              Math.max(0, length)));
    } else if (here
        && scan.end() == mark.endOffset()
        && chain != null
        && !chain.equals(mark.hash())) {
      add(scan.end(), 0, "the last frame is not the one that the watermark names");
    }
  }

  private void checkIndex(StorageFile file, @Nullable SegmentHeader header, SegmentScan scan)
      throws IOException {
    UUID id = mark != null ? mark.journalId() : header != null ? header.journalId() : null;
    if (scan.isSealed() && id != null) {
      index = SegmentIndex.state(storage, id, number, file.size(), scan.frames());
    }
  }

  private void add(long offset, long length, String what) {
    damages.add(new DamagedBytes(new Damage(name, offset, what, 0, -1), length));
  }

  private void addLost(SegmentScan scan, String what, long lastLost) {
    damages.add(
        new DamagedBytes(new Damage(name, scan.end(), what, scan.nextPosition(), lastLost), 0));
  }
}
