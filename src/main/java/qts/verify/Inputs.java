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
  private static final int MAX_KEY_BYTES = 4096;

  private final InputStream in;
  private final Path workingDirectory;

  Inputs(InputStream in, Path workingDirectory) {
    this.in = in;
    this.workingDirectory = workingDirectory;
  }

  /** A file, or standard input for {@code -}. */
  byte[] bytes(String file) throws IOException {
    return file.equals(STANDARD_INPUT)
        ? in.readAllBytes()
        : Files.readAllBytes(workingDirectory.resolve(file));
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
      return VerifierKey.parse(new String(content.readNBytes(MAX_KEY_BYTES), UTF_8))
          .orElseThrow(() -> new IOException(file + " holds no verifier key (name+hash+key)."));
    }
  }
}
