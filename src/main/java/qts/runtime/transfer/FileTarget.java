package qts.runtime.transfer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import qts.observer.Utf8Buffer;

/** One file. */
public final class FileTarget implements ExportTarget {
  private final DraftFile file;

  /**
   * Makes {@code path} once it is complete.
   *
   * @param overwrite whether a file that is there already is replaced
   */
  public FileTarget(Path path, boolean overwrite) throws IOException {
    this.file = new DraftFile(path, overwrite);
  }

  @Override
  public void write(long eventMillis, Utf8Buffer line) throws IOException {
    file.write(line);
  }

  @Override
  public void finish() throws IOException {
    file.finish();
  }

  @Override
  public List<String> names() {
    return List.of(file.target().toString());
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
