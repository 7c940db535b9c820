package qts.runtime.metrics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The room on the disk of a folder.
 *
 * @param folder any folder on the disk; must exist
 * @param reserveBytes what must stay free
 */
public record DiskSpace(Path folder, long reserveBytes) {

  /** What this process may still use. */
  public long usableBytes() {
    try {
      return Files.getFileStore(folder).getUsableSpace();
    } catch (IOException e) {
      throw new UncheckedIOException("the disk of " + folder + " can't be asked for its room", e);
    }
  }

  public long totalBytes() {
    try {
      return Files.getFileStore(folder).getTotalSpace();
    } catch (IOException e) {
      throw new UncheckedIOException("the disk of " + folder + " can't be asked for its size", e);
    }
  }

  /** Whether more than the reserve is free. */
  public boolean hasRoom() {
    return usableBytes() > reserveBytes;
  }
}
