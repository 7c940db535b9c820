package qts.journal;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.InstantSource;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * A journal folder on a real disk. Threads that use its files must not be interrupted: an interrupt
 * inside a channel's I/O closes the channel for everybody.
 */
public final class DiskStorage implements Storage {
  /** Every lock on a file that a process of this system holds, a line each. */
  private static final Path LOCKS = Path.of("/proc/locks");

  private final Path folder;
  private final InstantSource clock;
  private final LongSupplier nanos;

  /** Creates the folder where it is missing; {@code nanos} is a monotonic clock. */
  public DiskStorage(Path folder, InstantSource clock, LongSupplier nanos) throws IOException {
    this.folder = folder;
    this.clock = clock;
    this.nanos = nanos;
    createFolders(folder.toAbsolutePath());
  }

  /** A folder is only there for good once the one that it is in is synced. */
  private static void createFolders(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Path parent = parent(folder);
      createFolders(parent);
      Files.createDirectories(folder);
      forceFolder(parent);
    }
  }

  @Override
  public long millis() {
    return clock.millis();
  }

  @Override
  public long nanos() {
    return nanos.getAsLong();
  }

  @Override
  public StorageFile open(String name, Mode mode) throws IOException {
    Path path = folder.resolve(name);
    return switch (mode) {
      case READ -> new DiskFile(path, FileChannel.open(path, READ));
      case WRITE -> new DiskFile(path, FileChannel.open(path, READ, WRITE));
      case CREATE -> new DiskFile(path, create(path));
    };
  }

  private static FileChannel create(Path path) throws IOException {
    Files.createDirectories(parent(path));
    return FileChannel.open(path, READ, WRITE, CREATE_NEW);
  }

  @Override
  public List<String> list() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).map(p -> name(p)).sorted().toList();
    }
  }

  @Override
  public boolean exists(String name) throws IOException {
    try {
      Files.readAttributes(folder.resolve(name), BasicFileAttributes.class);
      return true;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  @Override
  public void rename(String from, String to) throws IOException {
    Path target = folder.resolve(to);
    Files.createDirectories(parent(target));
    Files.move(
        folder.resolve(from),
        target,
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void delete(String name) throws IOException {
    Files.deleteIfExists(folder.resolve(name));
  }

  @Override
  public void forceNames() throws IOException {
    forceFolder(folder);
    Path quarantine = folder.resolve(Quarantine.FOLDER);
    if (Files.isDirectory(quarantine)) {
      forceFolder(quarantine);
    }
  }

  private static void forceFolder(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, READ)) {
      channel.force(true);
    }
  }

  @Override
  public Closeable lock() throws IOException {
    return FolderLock.take(folder);
  }

  // Asked of the system: opening the file and closing it again would drop a lock of this process.
  @Override
  public boolean isLocked() throws IOException {
    Path lock = folder.resolve(FolderLock.FILE);
    if (!Files.exists(lock) || !Files.isReadable(LOCKS)) {
      return false;
    }
    String inode = ":" + Files.getAttribute(lock, "unix:ino") + " ";
    try (Stream<String> held = Files.lines(LOCKS)) {
      return held.anyMatch(line -> line.contains(inode) && line.contains("POSIX"));
    }
  }

  @Override
  public long usableBytes() throws IOException {
    return Files.getFileStore(folder).getUsableSpace();
  }

  @Override
  public long usedBytes() throws IOException {
    long[] total = {0};
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            total[0] += attributes.size();
            return FileVisitResult.CONTINUE;
          }

          // Files come and go while they are counted.
          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw e;
          }
        });
    return total[0];
  }

  @Override
  public String describe() {
    return folder.toString();
  }

  private static Path parent(Path path) {
    Path parent = path.getParent();
    return parent == null ? Path.of(".") : parent;
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }
}
