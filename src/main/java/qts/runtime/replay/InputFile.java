package qts.runtime.replay;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Opens what is to be sent: CSV by its ending, anything else as one snapshot a line. */
public final class InputFile {
  private InputFile() {}

  /** Opens a file. */
  public static Inputs open(Path file, CsvOrigin origin) throws IOException {
    String name = String.valueOf(file.getFileName());
    Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
    return name.toLowerCase(Locale.ROOT).endsWith(".csv")
        ? new CsvLines(reader, name, origin)
        : new JsonLines(reader);
  }

  /** Reads one snapshot a line from a stream. */
  public static Inputs lines(InputStream in) {
    return new JsonLines(new InputStreamReader(in, StandardCharsets.UTF_8));
  }

  /** How many lines a file has, for progress. */
  public static long countLines(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] buffer = new byte[1 << 16];
      long lines = 0;
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        for (int i = 0; i < n; i++) {
          lines += buffer[i] == '\n' ? 1 : 0;
        }
      }
      return lines;
    }
  }
}
