package qts.runtime.judging;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import qts.decision.json.ContractViolation;
import qts.runtime.files.WholeFile;

/**
 * All that the rules remember at one position of a journal, in a file beside it: a start goes on
 * from there instead of judging everything since the rule set began once more. It only saves time:
 * where it is missing, broken, of another journal or of another version, what is remembered is
 * built anew from the journal.
 *
 * <p>The file: {@link #FORMAT}, the id of the journal, the position, then what {@link Judging#save}
 * writes, then the CRC-32C of all that.
 */
final class JudgingCheckpoint {
  static final String FILE = "rules.state";

  /** To be counted up whenever anything about what is remembered changes. */
  private static final long FORMAT = 0x5154_534A_0000_0001L;

  private static final int BUFFER = 64 << 10;

  private static final Logger LOG = LoggerFactory.getLogger("qts.rules");

  private JudgingCheckpoint() {}

  /** What is written behind the head. */
  @FunctionalInterface
  interface Content {
    void save(DataOutput out) throws IOException;
  }

  /** Takes what was written. */
  @FunctionalInterface
  interface Taker {
    /** Takes it; false when it does not fit. */
    boolean resume(DataInput in) throws IOException;
  }

  /** Writes what is remembered once everything up to {@code position} was judged. */
  static void write(Path folder, UUID journal, long position, Content content) throws IOException {
    Path file = folder.resolve(FILE);
    Path draft = folder.resolve(FILE + ".new");
    Files.createDirectories(folder);
    try (FileChannel channel =
        FileChannel.open(
            draft,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      CheckedOutputStream checked =
          new CheckedOutputStream(
              new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER), new CRC32C());
      DataOutputStream out = new DataOutputStream(new BufferedOutputStream(checked, BUFFER));
      out.writeLong(FORMAT);
      out.writeLong(journal.getMostSignificantBits());
      out.writeLong(journal.getLeastSignificantBits());
      out.writeLong(position);
      content.save(out);
      out.flush();
      out.writeLong(checked.getChecksum().getValue());
      out.flush();
      channel.force(true);
    }
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    WholeFile.forceNames(folder);
  }

  /**
   * Gives what is remembered to {@code taker}.
   *
   * @param latest the highest position that is of use
   * @return its position; below 0 when there is nothing of use
   */
  static long read(Path folder, UUID journal, long latest, Taker taker) throws IOException {
    Path file = folder.resolve(FILE);
    try {
      return isWhole(file) ? readWhole(file, journal, latest, taker) : -1;
    } catch (NoSuchFileException none) {
      return -1;
    } catch (IOException | ContractViolation unusable) {
      LOG.warn("what the rules remembered is read from the journal again: {}", unusable.toString());
      return -1;
    }
  }

  private static long readWhole(Path file, UUID journal, long latest, Taker taker)
      throws IOException {
    try (DataInputStream in = open(file)) {
      boolean isOurs =
          in.readLong() == FORMAT && new UUID(in.readLong(), in.readLong()).equals(journal);
      long position = in.readLong();
      return isOurs && position <= latest && taker.resume(in) ? position : -1;
    }
  }

  private static DataInputStream open(Path file) throws IOException {
    return new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER));
  }

  private static boolean isWhole(Path file) throws IOException {
    CRC32C crc = new CRC32C();
    try (InputStream raw = Files.newInputStream(file);
        DataInputStream in = new DataInputStream(new BufferedInputStream(raw, BUFFER))) {
      byte[] buffer = new byte[BUFFER];
      for (long left = Files.size(file) - Long.BYTES; left > 0; ) {
        int length = in.readNBytes(buffer, 0, (int) Math.min(left, buffer.length));
        if (length == 0) {
          return false;
        }
        crc.update(buffer, 0, length);
        left -= length;
      }
      return in.available() >= Long.BYTES && in.readLong() == crc.getValue();
    }
  }
}
