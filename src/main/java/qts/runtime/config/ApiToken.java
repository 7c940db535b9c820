package qts.runtime.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Optional;

/** The bearer token requests must carry. It never shows itself. */
public final class ApiToken {
  /** No token is longer; a larger file is something else. */
  static final int MAX_CHARS = 4096;

  private final byte[] bytes;

  private ApiToken(String token) {
    this.bytes = token.getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * The token the settings name; empty when they name none.
   *
   * @throws ConfigurationException when the file can't be read or holds no token
   */
  public static Optional<ApiToken> of(Settings settings) {
    Optional<Path> file = new Paths(settings).apiTokenFile();
    return file.isPresent()
        ? file.map(ApiToken::read)
        : settings.get(Catalogue.API_TOKEN).map(ApiToken::new);
  }

  /** Whether {@code presented} is this token; takes the same time wherever they differ. */
  public boolean matches(String presented) {
    return MessageDigest.isEqual(bytes, presented.getBytes(StandardCharsets.UTF_8));
  }

  /** The token itself, for a request of our own. */
  public String secret() {
    return new String(bytes, StandardCharsets.US_ASCII);
  }

  @Override
  public String toString() {
    return "(hidden)";
  }

  private static ApiToken read(Path file) {
    return Catalogue.API_TOKEN
        .type()
        .read(text(file))
        .flatMap(token -> token)
        .map(ApiToken::new)
        .orElseThrow(() ->
            problem(
                "names " + file + ", which holds no token",
                "Write one line of visible ASCII signs into it."));
  }

  private static String text(Path file) {
    try (var in = Files.newInputStream(file)) {
      return new String(in.readNBytes(MAX_CHARS), StandardCharsets.UTF_8).strip();
    } catch (IOException unreadable) {
      throw problem(
          "names " + file + ", which can't be read",
          "Create it, and give the user of this process read access to it.");
    }
  }

  private static ConfigurationException problem(String cause, String remedy) {
    return new ConfigurationException(Catalogue.API_TOKEN_FILE.name(), cause, remedy);
  }
}
