package qts.runtime.bench;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder of its own on the disk to measure, deleted with all that is in it when closed. */
public final class BenchFolder implements Closeable {
  private static final long FREE_BYTES = 1 << 30;

  private final Path folder;

  private BenchFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * Makes a new folder in {@code parent}.
   *
   * @param bytes how much will be written to it
   * @throws IOException also when that would leave less than 1 GiB of the disk free
   */
  public static BenchFolder in(Path parent, long bytes) throws IOException {
    long usable = Files.getFileStore(parent).getUsableSpace();
    if (usable - bytes < FREE_BYTES) {
      throw new IOException(
          "measuring writes up to %d bytes, and the disk of %s has %d: 1 GiB must stay free; name another with --dir"
              .formatted(bytes, parent, usable));
    }
    return new BenchFolder(Files.createTempDirectory(parent, "bench-"));
  }

  public Path path() {
    return folder;
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> inside = files.sorted(Comparator.reverseOrder()).toList();
      for (Path path : inside) {
        Files.delete(path);
      }
    }
  }
}
