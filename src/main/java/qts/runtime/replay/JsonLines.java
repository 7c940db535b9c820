package qts.runtime.replay;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import qts.observer.ScannedSnapshot;
import qts.observer.SnapshotScanner;

/**
 * A file with one snapshot a line. What a line says is the service's business; only its time is
 * read.
 */
final class JsonLines implements Inputs {
  private final BufferedReader lines;
  private final SnapshotScanner scanner = new SnapshotScanner();
  private final ScannedSnapshot snapshot = new ScannedSnapshot();

  JsonLines(Reader reader) {
    this.lines = new BufferedReader(reader);
  }

  @Override
  public @Nullable Input next() throws IOException {
    String line = lines.readLine();
    while (line != null && line.isBlank()) {
      line = lines.readLine();
    }
    return line == null ? null : new Input(line, time(line));
  }

  private long time(String line) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    return scanner.scan(bytes, 0, bytes.length, snapshot)
        ? snapshot.timestampMillis()
        : Input.UNTIMED;
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
