package qts.journal;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/**
 * The folder a journal lives in, and the only way any journal class reaches a file. Names are
 * relative and may have one folder in front ({@code quarantine/…}). Safe for use by several
 * threads.
 */
public interface Storage {

  /** How a file is opened. */
  enum Mode {
    READ,
    WRITE,
    CREATE
  }

  StorageFile open(String name, Mode mode) throws IOException;

  /** The names of the files in the folder, sorted; folders are left out. */
  List<String> list() throws IOException;

  boolean exists(String name) throws IOException;

  /**
   * Renames within the folder or into {@link Quarantine#FOLDER}, replacing {@code to}; durable only
   * after {@link #forceNames()}.
   */
  void rename(String from, String to) throws IOException;

  void delete(String name) throws IOException;

  /** Makes creations, renames and deletions survive a power cut. */
  void forceNames() throws IOException;

  /** Takes the writer's lock of the folder, or throws {@link JournalLockedException} at once. */
  Closeable lock() throws IOException;

  /**
   * Whether a writer holds the folder now, of this or of another process. Where that can't be known
   * the answer is that none does.
   */
  boolean isLocked() throws IOException;

  /** Bytes that can still be written on the device. */
  long usableBytes() throws IOException;

  /** Bytes that the files in the folder take, those in folders within it as well. */
  long usedBytes() throws IOException;

  /** The wall clock, epoch milliseconds. */
  long millis();

  /** A monotonic clock, nanoseconds from any start. */
  long nanos();

  /** What to call this folder in messages. */
  String describe();
}
