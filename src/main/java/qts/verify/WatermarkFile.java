package qts.verify;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Reads and checks the file with the two watermark slots. */
final class WatermarkFile {
  static final String NAME = "watermark";
  private static final int FILE_BYTES = 8192;
  private static final int SECOND_AT = 4096;
  private static final int SLOT_BYTES = 100;
  private static final long MAGIC = 0x314D54574A535451L;
  private static final int VERSION = 1;

  /** A writer may be at it: what is torn now is whole a moment later. */
  private static final int ATTEMPTS = 5;

  private static final long PAUSE_NANOS = 1_000_000;

  private final ByteBuffer b;
  private final Findings findings = new Findings();
  private Optional<Watermark> newest = Optional.empty();

  private WatermarkFile(byte[] bytes) {
    b = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The newest valid watermark; what is wrong with the file goes to {@code findings}. */
  static Optional<Watermark> read(Path folder, Findings findings) throws IOException {
    WatermarkFile file = attempt(folder);
    boolean changed = true;
    for (int i = 1; i < ATTEMPTS && changed && !file.findings.isClean(); i++) {
      LockSupport.parkNanos(PAUSE_NANOS);
      WatermarkFile again = attempt(folder);
      changed = !again.b.equals(file.b);
      file = again;
    }
    findings.addAll(file.findings);
    return file.newest;
  }

  private static WatermarkFile attempt(Path folder) throws IOException {
    WatermarkFile file = new WatermarkFile(read(folder.resolve(NAME)));
    file.check();
    return file;
  }

  /** The file, of a longer one the part that can be meant and one byte more. */
  private static byte[] read(Path path) throws IOException {
    BoundedFile.requireRegular(path);
    try (InputStream in = Files.newInputStream(path)) {
      return in.readNBytes(FILE_BYTES + 1);
    }
  }

  private void check() throws UnknownVersionException {
    if (b.capacity() > FILE_BYTES) {
      violation(FILE_BYTES, "the file has more than 8192 bytes");
    } else if (b.capacity() < FILE_BYTES) {
      violation(b.capacity(), "the file has %d bytes, not 8192".formatted(b.capacity()));
    }
    slot(0, 0);
    slot(SECOND_AT, 1);
    reserved(SLOT_BYTES, SECOND_AT);
    reserved(SECOND_AT + SLOT_BYTES, FILE_BYTES);
    newest.ifPresent(this::checkOther);
  }

  private void slot(int at, int parity) throws UnknownVersionException {
    if (at + SLOT_BYTES > b.capacity() || isZero(at, at + SLOT_BYTES)) {
      return;
    }
    boolean matches = b.getLong(at) == MAGIC && b.getInt(at + 96) == Checksum.of(b, at, at + 96);
    int version = b.getShort(at + 8) & 0xFFFF;
    if (matches && version != VERSION) {
      throw new UnknownVersionException(NAME, version);
    }
    if (!matches) {
      violation(at, "the watermark slot does not match its checksum");
      return;
    }
    Watermark mark = Watermark.read(b, at);
    if ((mark.sequence() & 1) != parity) {
      violation(at, "the watermark slot holds the content of the other one");
    }
    if (b.get(at + 10) < 0 || b.get(at + 10) > 1 || !isZero(at + 11, at + 16)) {
      violation(at + 10, "reserved bytes are in use");
    }
    if (newest.isEmpty() || newest.get().sequence() < mark.sequence()) {
      newest = Optional.of(mark);
    }
  }

  /** From the second write on, both slots hold something. */
  private void checkOther(Watermark mark) {
    int other = (mark.sequence() & 1) == 0 ? SECOND_AT : 0;
    if (mark.sequence() > 1
        && (other + SLOT_BYTES > b.capacity() || isZero(other, other + SLOT_BYTES))) {
      violation(other, "a watermark slot was erased");
    }
  }

  private void reserved(int from, int to) {
    for (int i = from; i < Math.min(to, b.capacity()); i++) {
      if (b.get(i) != 0) {
        violation(i, "reserved bytes are in use");
        return;
      }
    }
  }

  private boolean isZero(int from, int to) {
    for (int i = from; i < to; i++) {
      if (b.get(i) != 0) {
        return false;
      }
    }
    return true;
  }

  private void violation(long offset, String what) {
    findings.violation(new Violation(NAME, offset, -1, -1, what));
  }
}
