package qts.runtime.inspection;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The process that holds the lock of a journal.
 *
 * @param pid its number; 0 when it is outside what this process may see, as in another container
 * @param command its command line; empty when that can't be read
 */
public record LockHolder(long pid, String command) {
  private static final Path LOCKS = Path.of("/proc/locks");
  private static final int MAX_COMMAND = 200;

  /** What is known about a lock. */
  public record Answer(boolean known, Optional<LockHolder> holder) {}

  /**
   * Who holds the lock on {@code file}. Asks the system and never opens the file: closing it would
   * drop a lock that this process has. Where the system does not tell, nothing is known.
   */
  public static Answer of(Path file) throws IOException {
    if (!Files.exists(file)) {
      return new Answer(true, Optional.empty());
    }
    if (!Files.isReadable(LOCKS)) {
      return new Answer(false, Optional.empty());
    }
    String inode = ":" + Files.getAttribute(file, "unix:ino");
    for (String line : Files.readAllLines(LOCKS, StandardCharsets.US_ASCII)) {
      List<String> words = List.of(line.trim().split("\\s+"));
      int at = words.indexOf("WRITE");
      if (at >= 0 && at + 2 < words.size() && words.get(at + 2).endsWith(inode)) {
        long pid = Math.max(0, Long.parseLong(words.get(at + 1)));
        if (pid == 0 || has(pid, file)) {
          return new Answer(true, Optional.of(new LockHolder(pid, command(pid))));
        }
      }
    }
    return new Answer(true, Optional.empty());
  }

  /** Whether the process has the file open; true when that can't be told. */
  private static boolean has(long pid, Path file) throws IOException {
    Path open = Path.of("/proc", Long.toString(pid), "fd");
    if (!Files.isReadable(open)) {
      return true;
    }
    try (var files = Files.list(open)) {
      return files.anyMatch(each -> isSame(each, file));
    }
  }

  private static boolean isSame(Path link, Path file) {
    try {
      return Files.isSameFile(link, file);
    } catch (IOException gone) {
      return false;
    }
  }

  private static String command(long pid) {
    Path file = Path.of("/proc", Long.toString(pid), "cmdline");
    try {
      String line = Files.readString(file).replace('\0', ' ').trim();
      return line.length() > MAX_COMMAND ? line.substring(0, MAX_COMMAND) + "…" : line;
    } catch (IOException unreadable) {
      return "";
    }
  }
}
