package qts.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

/** Copies folders, also one in which a recorder is at work: as a kill would leave it. */
public final class Copies {
  private Copies() {}

  /** Copies what counts; files still being prepared may get their names meanwhile. */
  public static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> entries = Files.list(from)) {
      for (Path entry : entries.filter(path -> !path.toString().endsWith(".new")).toList()) {
        Path copied = to.resolve(entry.getFileName());
        if (Files.isDirectory(entry)) {
          copy(entry, copied);
        } else {
          Files.copy(entry, copied, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }
}
