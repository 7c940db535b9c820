package qts.decision;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Files on the class path of the tests. */
public final class Samples {
  private Samples() {}

  /** The lines of a file under {@code src/test/resources/samples}. */
  public static List<String> lines(String name) {
    return new String(bytes("/samples/" + name), StandardCharsets.UTF_8).lines().toList();
  }

  public static byte[] bytes(String path) {
    try (InputStream in = Samples.class.getResourceAsStream(path)) {
      return Objects.requireNonNull(in, path).readAllBytes();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
