package qts.runtime.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.Set;
import qts.runtime.files.WholeFile;

/** The file a signing key is kept in, and beside it the verifier key for others. */
public final class SigningKeyFile {
  private static final int MAX_BYTES = 16 << 10;
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  private SigningKeyFile() {}

  /** Where the verifier key of the signing key in {@code file} is. */
  public static Path verifierKey(Path file) {
    return file.resolveSibling(file.getFileName() + ".pub");
  }

  /**
   * The key in {@code file}; a new one where there is no file yet.
   *
   * @throws SigningKeyException when the file may not or can't be used
   */
  public static SigningKey open(Path file) throws IOException {
    return Files.exists(file) ? read(file) : create(file);
  }

  private static SigningKey read(Path file) throws IOException {
    refuseOthers(file);
    if (Files.size(file) > MAX_BYTES) {
      throw new SigningKeyException("is too large for a key");
    }
    SigningKey key = SigningKey.fromPem(Files.readString(file));
    new VerifierKeyFile(verifierKey(file)).agree(key);
    return key;
  }

  private static void refuseOthers(Path file) throws IOException {
    PosixFileAttributeView posix = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (posix != null && posix.readAttributes().permissions().stream().anyMatch(OTHERS::contains)) {
      throw new SigningKeyException("may be read by others than its owner; chmod 600 it");
    }
  }

  private static SigningKey create(Path file) throws IOException {
    Files.createDirectories(WholeFile.folder(file));
    SigningKey key = SigningKey.create(new SecureRandom());
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(draft);
    if (Files.getFileStore(WholeFile.folder(file))
        .supportsFileAttributeView(PosixFileAttributeView.class)) {
      Files.createFile(draft, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    }
    WholeFile.write(draft, key.toPem().getBytes(UTF_8));
    new VerifierKeyFile(verifierKey(file)).write(key);
    Files.move(draft, file);
    WholeFile.forceNames(WholeFile.folder(file));
    return key;
  }
}
