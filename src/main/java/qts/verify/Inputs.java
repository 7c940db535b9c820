package qts.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what a request names besides the journal. Relative paths start from a folder. */
final class Inputs {
  private static final String STANDARD_INPUT = "-";

  private final InputStream in;
  private final Path workingDirectory;

  Inputs(InputStream in, Path workingDirectory) {
    this.in = in;
    this.workingDirectory = workingDirectory;
  }

  /** A file, or standard input for {@code -}, of at most so many bytes. */
  byte[] bytes(String file, int limit) throws IOException {
    if (file.equals(STANDARD_INPUT)) {
      return BoundedFile.read(in, "Standard input", limit);
    }
    try (InputStream content = Files.newInputStream(workingDirectory.resolve(file))) {
      return BoundedFile.read(content, file, limit);
    }
  }

  /** Verifier keys that are given as they are or by the files they are in. */
  List<VerifierKey> keys(List<String> given) throws IOException {
    List<VerifierKey> keys = new ArrayList<>();
    for (String key : given) {
      Optional<VerifierKey> direct = VerifierKey.parse(key);
      keys.add(direct.isPresent() ? direct.get() : read(key));
    }
    return keys;
  }

  private VerifierKey read(String file) throws IOException {
    try (InputStream content = Files.newInputStream(workingDirectory.resolve(file))) {
      byte[] bytes = BoundedFile.read(content, file, BoundedFile.MAX_KEY_BYTES);
      return VerifierKey.parse(new String(bytes, UTF_8))
          .orElseThrow(() -> new IOException(file + " holds no verifier key (name+hash+key)."));
    }
  }
}
