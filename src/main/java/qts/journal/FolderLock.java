package qts.journal;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The writer's lock of one folder. Two locks make it, because the system drops every lock that a
 * process has on a file as soon as the process closes any descriptor of it, so that a second
 * attempt within one process would end the first one's hold:
 *
 * <ul>
 *   <li>A shared lock on the folder itself keeps out this process. The Java runtime knows which
 *       locks it has given, whatever the system still knows of them, and refuses to give one twice.
 *   <li>An exclusive lock on the file {@code lock} keeps out other processes. The file is opened
 *       only with the first lock in hand.
 * </ul>
 */
final class FolderLock implements Closeable {
  /** The file that other processes find locked. */
  static final String FILE = "lock";

  private final FileChannel folder;
  private final FileChannel file;

  private FolderLock(FileChannel folder, FileChannel file) {
    this.folder = folder;
    this.file = file;
  }

  /** Takes the lock, or throws {@link JournalLockedException} at once. */
  static FolderLock take(Path path) throws IOException {
    FileChannel folder = locked(FileChannel.open(path, READ), true);
    FileChannel file = null;
    try {
      file =
          folder == null
              ? null
              : locked(FileChannel.open(path.resolve(FILE), CREATE, WRITE), false);
    } finally {
      if (folder != null && file == null) {
        folder.close();
      }
    }
    if (folder == null || file == null) {
      throw new JournalLockedException(path.toString());
    }
    return new FolderLock(folder, file);
  }

  /** The channel with its lock; closed and null when the lock is held already. */
  private static @Nullable FileChannel locked(FileChannel channel, boolean shared)
      throws IOException {
    boolean taken = false;
    try {
      FileLock lock = channel.tryLock(0, Long.MAX_VALUE, shared);
      taken = lock != null;
    } catch (OverlappingFileLockException heldByThisProcess) {
      taken = false;
    } finally {
      if (!taken) {
        channel.close();
      }
    }
    return taken ? channel : null;
  }

  /** The lock that keeps out this process goes last. */
  @Override
  public void close() throws IOException {
    try (FileChannel _ = folder) {
      file.close();
    }
  }
}
