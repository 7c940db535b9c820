package qts.runtime.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import qts.runtime.files.WholeFile;

/**
 * The file with the verifier key beside a signing key. What an earlier key signed stays proof with
 * the verifier key of that one, so nothing is written over it: it gets another name.
 */
final class VerifierKeyFile {
  private static final Logger LOG = LoggerFactory.getLogger("qts.checkpoint");
  private static final Pattern KEY_HASH = Pattern.compile("[^+\\s]+\\+([0-9a-f]{8})\\+\\S+\\s*");

  private final Path file;

  VerifierKeyFile(Path file) {
    this.file = file;
  }

  /** Writes the verifier key of {@code key} where it is not there yet and the folder allows. */
  void agree(SigningKey key) throws IOException {
    if (holds(key)) {
      return;
    }
    if (Files.isWritable(WholeFile.folder(file))) {
      write(key);
    } else if (Files.exists(file)) {
      LOG.warn(
          "{} is not the verifier key of the signing key beside it, and its folder can't be written"
              + " to: auditors need {}",
          file,
          key.verifierKey());
    }
  }

  private boolean holds(SigningKey key) throws IOException {
    return Files.isReadable(file) && text().strip().equals(key.verifierKey());
  }

  /** Writes the verifier key of a signing key; one of another key is kept under another name. */
  void write(SigningKey key) throws IOException {
    if (Files.exists(file) && !holds(key)) {
      Path kept = nameToKeep();
      Files.move(file, kept, StandardCopyOption.REPLACE_EXISTING);
      LOG.warn(
          "{} was of another signing key and is kept as {}: auditors need it for the checkpoints"
              + " that one signed",
          file,
          kept.getFileName());
    }
    WholeFile.write(file, (key.verifierKey() + "\n").getBytes(UTF_8));
    WholeFile.forceNames(WholeFile.folder(file));
  }

  /** The name of the file and the hash of its key; numbered when another has that name. */
  private Path nameToKeep() throws IOException {
    Matcher form = KEY_HASH.matcher(Files.isReadable(file) ? text() : "");
    String name = file.getFileName() + (form.matches() ? "." + form.group(1) : ".old");
    Path kept = file.resolveSibling(name);
    for (int i = 1; Files.exists(kept) && !isKeptAs(kept); i++) {
      kept = file.resolveSibling(name + "." + i);
    }
    return kept;
  }

  private boolean isKeptAs(Path kept) throws IOException {
    return Files.isReadable(file) && Files.isReadable(kept) && Files.mismatch(file, kept) < 0;
  }

  private String text() throws IOException {
    return new String(Files.readAllBytes(file), UTF_8);
  }
}
