package qts.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Follows a journal that another process writes to, without a lock: sees what the watermark calls
 * durable and nothing beyond it, so that nothing is seen that a recovery could take back. Not for
 * use by several threads at once.
 */
public final class JournalFollower implements Closeable {
  private final Storage storage;
  private final KeyReader keys;
  private final CRC32C crc = new CRC32C();
  private Catalog catalog;
  private JournalReader reader;
  private @Nullable Segment tail;
  private long durable;

  private JournalFollower(Storage storage, KeyReader keys) throws IOException {
    this.storage = storage;
    this.keys = keys;
    this.catalog = new Catalog(storage, new UUID(0, 0), keys, false);
    this.reader = new JournalReader(storage, catalog, KnownKeys.NONE, 0, damage -> {});
    begin();
  }

  public static JournalFollower open(Storage storage, KeyReader keys) throws IOException {
    return new JournalFollower(storage, keys);
  }

  /** Looks at the whole folder anew. */
  private void begin() throws IOException {
    Recovery.State state = Recovery.run(storage, () -> new UUID(0, 0), keys, false);
    Watermark mark = state.mark();
    durable = mark == null ? state.nextPosition() - 1 : mark.position();
    catalog = new Catalog(storage, state.catalog().journalId(), keys, false);
    Recovery.Tail found = state.tail();
    for (Segment segment : state.catalog().segments()) {
      if (found == null || segment != found.segment()) {
        catalog.add(segment);
      }
    }
    tail = found == null ? null : durablePart(found);
    reader.close();
    reader = new JournalReader(storage, catalog, KnownKeys.NONE, durable + 1, damage -> {});
  }

  /** The last segment without what is just being written. */
  private Segment durablePart(Recovery.Tail found) {
    Segment segment = new Segment(found.segment().header());
    found.frames().stream()
        .filter(frame -> frame.header().lastPosition() <= durable)
        .forEach(segment::add);
    catalog.add(segment);
    return segment;
  }

  /** The last durable position; −1 for none. */
  public long durablePosition() {
    return durable;
  }

  /** Reads the durable records; valid until the next {@link #refresh}. */
  public JournalReader reader() {
    return reader;
  }

  /** Takes in what became durable meanwhile; false when there is nothing. */
  public boolean refresh() throws IOException {
    Watermark mark = WatermarkFile.read(storage);
    if (mark == null || mark.position() <= durable) {
      return false;
    }
    reader.close();
    if (advance(mark)) {
      durable = mark.position();
    } else {
      begin();
    }
    return true;
  }

  /** Takes in the frames up to the watermark; false when they do not simply follow. */
  private boolean advance(Watermark mark) throws IOException {
    Segment current = tail;
    while (current != null && current.nextPosition() <= mark.position()) {
      boolean sealed = takeFrames(current, mark.position());
      if (sealed) {
        current = next(current);
        tail = current;
      } else if (current.nextPosition() <= mark.position()) {
        return false;
      }
    }
    return current != null;
  }

  /** Takes in the frames behind those that are known; true when the last of them is the seal. */
  private boolean takeFrames(Segment segment, long durableTo) throws IOException {
    List<Frame> known = segment.frames();
    long at = known.isEmpty() ? SegmentHeader.FRAMES_AT : known.getLast().end();
    try (StorageFile file = storage.open(segment.name(), Storage.Mode.READ)) {
      Frame frame = frameAt(file, at);
      while (frame != null
          && frame.header().firstPosition() == segment.nextPosition()
          && frame.header().lastPosition() <= durableTo) {
        segment.add(frame);
        if (frame.header().type() == FrameHeader.Type.SEAL) {
          seal(segment, file.size());
          return true;
        }
        frame = frameAt(file, frame.end());
      }
      return false;
    }
  }

  /** Whether the frame is whole is seen when it is read. */
  private @Nullable Frame frameAt(StorageFile file, long at) throws IOException {
    ByteBuffer b = ByteBuffer.allocate(FrameHeader.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    file.read(b, at);
    FrameHeader header = FrameHeader.read(b.flip(), 0, crc);
    return header == null ? null : new Frame(at, header);
  }

  private void seal(Segment segment, long size) {
    SegmentKeys none = new SegmentKeys(new long[0], 0);
    SegmentIndex index = SegmentIndex.of(size, segment.frames(), none).withoutKeys();
    segment.seal(index);
    catalog.keep(segment, index);
  }

  /** The segment behind {@code segment}; null when it can't be read. */
  private @Nullable Segment next(Segment segment) throws IOException {
    String name = SegmentHeader.fileName(segment.header().number() + 1);
    if (!storage.exists(name)) {
      return null;
    }
    try (StorageFile file = storage.open(name, Storage.Mode.READ)) {
      SegmentHeader header = SegmentCheck.header(file);
      if (header == null || header.firstPosition() != segment.nextPosition()) {
        return null;
      }
      Segment following = new Segment(header);
      catalog.add(following);
      return following;
    }
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
