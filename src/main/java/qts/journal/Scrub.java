package qts.journal;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the segments of a journal from beginning to end and checks everything that can be checked
 * without a key: checksums, the chain, tree hashes, seals, and that no position is missing. Changes
 * nothing, needs no lock, and may run beside a writer. Not for use by several threads at once.
 */
public final class Scrub {
  private final Storage storage;

  public Scrub(Storage storage) {
    this.storage = storage;
  }

  /** The numbers of the segments that are there, in order. */
  public List<Long> segments() throws IOException {
    return segmentNames().stream().map(SegmentHeader::numberOf).toList();
  }

  /**
   * The numbers of those that take no more records, in order: the last one still may, unless the
   * watermark names a later one, which is gone.
   */
  public List<Long> finishedSegments() throws IOException {
    Watermark mark = WatermarkFile.read(storage);
    List<Long> all = segments();
    boolean gone = mark != null && !all.isEmpty() && all.getLast() < mark.segment();
    return gone ? all : all.subList(0, Math.max(0, all.size() - 1));
  }

  /** What is damaged when no segment is there although the watermark names a position. */
  public Optional<Damage> allMissing() throws IOException {
    Watermark mark = WatermarkFile.read(storage);
    if (mark == null || mark.position() < 0 || !segments().isEmpty()) {
      return Optional.empty();
    }
    String what =
        "the watermark names position %d, but there is no segment".formatted(mark.position());
    return Optional.of(new Damage(Watermark.FILE, 0, what, 0, mark.position()));
  }

  /** Where the journal begins; empty when that is with the first segment, or there is none. */
  public Optional<LaterBeginning> laterBeginning() throws IOException {
    List<Long> all = segments();
    if (all.isEmpty() || all.getFirst() == 1) {
      return Optional.empty();
    }
    String name = SegmentHeader.fileName(all.getFirst());
    try (StorageFile file = storage.open(name, Storage.Mode.READ)) {
      SegmentHeader header = SegmentCheck.header(file);
      long position =
          header == null ? SegmentCheck.firstPosition(file, name) : header.firstPosition();
      return Optional.of(new LaterBeginning(all.getFirst(), position));
    }
  }

  /** The names of the files of all segments, in order. */
  public List<String> segmentNames() throws IOException {
    return storage.list().stream().filter(SegmentHeader::isFileName).toList();
  }

  /** Whether the file of a segment is there. */
  public boolean isThere(long number) throws IOException {
    return storage.exists(SegmentHeader.fileName(number));
  }

  /** How much of a segment file there is to check at most, bytes; 0 when it is gone. */
  public long size(long number) throws IOException {
    if (!isThere(number)) {
      return 0;
    }
    try (StorageFile file = storage.open(SegmentHeader.fileName(number), Storage.Mode.READ)) {
      return file.size();
    }
  }

  /**
   * Checks one segment and how the next one follows on it. Of the last segment only what the
   * watermark calls durable is judged: a writer may be at work behind it. A part that the disk
   * refuses to give is a damage as well.
   */
  public ScrubbedSegment check(long number, ScrubPace pace) throws IOException {
    Watermark mark = WatermarkFile.read(storage);
    List<Long> numbers = segments();
    int place = numbers.indexOf(number);
    boolean last = place == numbers.size() - 1;
    SegmentHeader next = place < 0 || last ? null : header(numbers.get(place + 1));
    return new SegmentCheck(storage, number, mark, next, last, pace).run();
  }

  private @Nullable SegmentHeader header(long number) throws IOException {
    try (StorageFile file = storage.open(SegmentHeader.fileName(number), Storage.Mode.READ)) {
      return SegmentCheck.header(file);
    }
  }
}
