package qts.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * One pass over the frames of a segment file: finds every committed frame, also behind damaged
 * places, and tells where the written part ends. Bodies are checked against their checksum but not
 * decoded.
 */
final class SegmentScan {
  private static final int WINDOW_BYTES = 1 << 20;
  private static final byte[] ZEROS = new byte[4 << 10];

  private final StorageFile file;
  private final String name;
  private final long size;
  private final List<Frame> frames = new ArrayList<>();
  private final List<Damage> damages = new ArrayList<>();
  private final FrameVisitor visitor;
  private final CRC32C crc = new CRC32C();
  private ByteBuffer window = ByteBuffer.allocate(0).order(ByteOrder.LITTLE_ENDIAN);
  private long windowAt;
  private long nextPosition;
  private long end;

  /** From here to the end of the file there are only zeros, as far as is known. */
  private long zerosFrom;

  /** Is shown each committed frame as it is found. */
  interface FrameVisitor {

    /** Sees a frame that begins at {@code at} of {@code bytes}; false ends the scan. */
    boolean onFrame(Frame frame, byte[] bytes, int at);
  }

  private SegmentScan(StorageFile file, String name, long firstPosition, FrameVisitor visitor)
      throws IOException {
    this.file = file;
    this.name = name;
    this.visitor = visitor;
    this.size = file.size();
    this.nextPosition = firstPosition;
    this.end = SegmentHeader.FRAMES_AT;
    this.zerosFrom = size;
  }

  static SegmentScan of(StorageFile file, String name, long firstPosition) throws IOException {
    return of(file, name, firstPosition, (frame, bytes, at) -> true);
  }

  static SegmentScan of(StorageFile file, String name, long firstPosition, FrameVisitor visitor)
      throws IOException {
    SegmentScan scan = new SegmentScan(file, name, firstPosition, visitor);
    scan.run();
    return scan;
  }

  /** The committed frames, in order. */
  List<Frame> frames() {
    return frames;
  }

  /**
   * The damaged places between committed frames. What lies behind the last frame is not judged
   * here.
   */
  List<Damage> damages() {
    return damages;
  }

  /** Where the last committed frame ends. */
  long end() {
    return end;
  }

  /** The position after the last record of the last committed frame. */
  long nextPosition() {
    return nextPosition;
  }

  /** Whether anything but zeros lies between {@link #end} and the end of the file. */
  boolean hasTail() throws IOException {
    return firstNonZero(end) < size;
  }

  /** Where the zeros begin that the file ends with. */
  long writtenEnd() throws IOException {
    ByteBuffer b = ByteBuffer.allocate(1 << 16);
    for (long to = size; to > 0; to -= b.capacity()) {
      long from = Math.max(0, to - b.capacity());
      b.clear().limit((int) (to - from));
      file.read(b, from);
      for (int i = b.position() - 1; i >= 0; i--) {
        if (b.get(i) != 0) {
          return from + i + 1;
        }
      }
    }
    return 0;
  }

  boolean isSealed() {
    return !frames.isEmpty() && frames.getLast().header().type() == FrameHeader.Type.SEAL;
  }

  private void run() throws IOException {
    long at = end;
    while (at < size) {
      Frame frame = committedAt(at);
      if (frame == null) {
        long resume = nextCommitted(at + 8);
        if (resume < 0) {
          return;
        }
        at = resume;
      } else {
        accept(frame);
        if (!visitor.onFrame(frame, window.array(), (int) (frame.offset() - windowAt))) {
          return;
        }
        at = end;
      }
    }
  }

  private void accept(Frame frame) {
    FrameHeader header = frame.header();
    if (frame.offset() != end || header.firstPosition() != nextPosition) {
      damages.add(
          new Damage(
              name,
              end,
              "damaged up to byte " + frame.offset(),
              nextPosition,
              header.firstPosition() - 1));
    }
    frames.add(frame);
    end = frame.end();
    nextPosition = header.lastPosition() + 1;
  }

  /** The committed frame at {@code at} that may follow what was found so far, or null. */
  private @Nullable Frame committedAt(long at) throws IOException {
    if (!load(at, FrameHeader.BYTES)) {
      return null;
    }
    FrameHeader header = FrameHeader.read(window, (int) (at - windowAt), crc);
    if (header == null
        || header.firstPosition() < nextPosition
        || !load(at, header.frameLength())
        || !header.isCommitted(window, (int) (at - windowAt), crc)) {
      return null;
    }
    return new Frame(at, header);
  }

  private long nextCommitted(long from) throws IOException {
    for (long at = from; at + FrameHeader.BYTES <= size; at += 8) {
      long candidate = firstNonZero(at) & ~7L;
      if (candidate >= size) {
        return -1;
      }
      at = candidate;
      if (committedAt(at) != null) {
        return at;
      }
    }
    return -1;
  }

  /** Where the first byte is that isn't zero, or the size; the zeros of a file are read once. */
  private long firstNonZero(long from) throws IOException {
    long at = from;
    while (at < zerosFrom && load(at, 1)) {
      int i = firstNonZero(window.array(), (int) (at - windowAt), window.limit());
      if (i < window.limit()) {
        return windowAt + i;
      }
      at = windowAt + window.limit();
    }
    zerosFrom = Math.min(zerosFrom, from);
    return size;
  }

  /**
   * Compares with zeros, many bytes a step: a start spends its time here, before it is compiled.
   */
  private static int firstNonZero(byte[] bytes, int from, int to) {
    for (int at = from; at < to; at += ZEROS.length) {
      int length = Math.min(ZEROS.length, to - at);
      int found = Arrays.mismatch(bytes, at, at + length, ZEROS, 0, length);
      if (found >= 0) {
        return at + found;
      }
    }
    return to;
  }

  /** Makes {@code length} bytes from {@code at} available in the window; false behind the end. */
  private boolean load(long at, int length) throws IOException {
    if (at + length > size) {
      return false;
    }
    if (at >= windowAt && at + length <= windowAt + window.limit()) {
      return true;
    }
    if (window.capacity() < length) {
      int bytes = (int) Math.max(length, Math.min(WINDOW_BYTES, size));
      window = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
    window.clear();
    int n = file.read(window, at);
    window.flip();
    windowAt = at;
    return n >= length;
  }
}
