package qts.runtime.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Optional;
import qts.observer.Producer;

/**
 * Which build of the program this is.
 *
 * @param version the version in the manifest; {@code unpackaged} when run from class files
 * @param java the version and vendor of the Java machine
 */
public record Build(String version, String java) {
  private static final String UNPACKAGED = "unpackaged";

  /** The one that is running. */
  public static Build current() {
    String version =
        Optional.ofNullable(Build.class.getPackage().getImplementationVersion()).orElse(UNPACKAGED);
    return new Build(version, Runtime.version() + " (" + System.getProperty("java.vendor") + ")");
  }

  /**
   * The first 16 hex digits of the SHA-256 of the program's archive: equal for equal sources,
   * whoever built them. The archive is read when this is first asked, once.
   */
  public String id() {
    return Archive.ID;
  }

  /** This build as the maker of PatternRecords; their times are in UTC, wherever they are made. */
  public Producer producer() {
    return new Producer("qts-observer", id(), "v1.0.0", "v1.0.0", ZoneOffset.UTC);
  }

  /** The folder the program's archive lies in, with what the build put beside it. */
  public Path folder() {
    Path parent = location().getParent();
    return parent == null ? Path.of(".") : parent;
  }

  private static Path location() {
    try {
      return Path.of(Build.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the program does not lie in a file or folder", e);
    }
  }

  @Override
  public String toString() {
    return "qts-observer " + version + ", Java " + java;
  }

  /** Loaded when its constant is asked for: a start need not wait for megabytes to be digested. */
  private static final class Archive {
    static final String ID = id();

    private static String id() {
      try {
        Path archive = location();
        return Files.isRegularFile(archive) ? digest(archive).substring(0, 16) : UNPACKAGED;
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
    }
  }

  private static String digest(Path archive) throws IOException {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      try (InputStream in = new DigestInputStream(Files.newInputStream(archive), sha256)) {
        in.transferTo(OutputStream.nullOutputStream());
      }
      return HexFormat.of().formatHex(sha256.digest());
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new AssertionError(everyJavaHasIt);
    }
  }
}
