package qts.verify;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads files no further than they can be meant. */
final class BoundedFile {
  static final int MAX_CHECKPOINTS_BYTES = 64 << 20;
  static final int MAX_PROOF_BYTES = 16 << 20;
  static final int MAX_KEY_BYTES = 4 << 10;

  private BoundedFile() {}

  /** Reads all of a stream. */
  static byte[] read(InputStream in, String name, int limit) throws IOException {
    byte[] bytes = in.readNBytes(limit + 1);
    if (bytes.length > limit) {
      throw new IOException(
          "%s has more than %,d bytes, the most that is read.".formatted(name, limit));
    }
    return bytes;
  }

  /** Reads all of a file in the folder of a journal, where only regular ones belong. */
  static byte[] read(Path file, int limit) throws IOException {
    requireRegular(file);
    try (InputStream in = Files.newInputStream(file)) {
      return read(in, file.toString(), limit);
    }
  }

  /** Nothing else can be read to its end: a pipe has none. */
  static void requireRegular(Path file) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new IOException(file + " is not a regular file.");
    }
  }
}
