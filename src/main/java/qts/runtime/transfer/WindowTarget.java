package qts.runtime.transfer;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import qts.observer.Utf8Buffer;

/**
 * A file for each window of time, named {@code {base}_YYYYMMDD_HHMM.jsonl} by the begin of the
 * window in UTC; windows are counted from midnight. A record goes into the window in which it
 * happened, so one that came late still finds its file.
 */
public final class WindowTarget implements ExportTarget {
  /** How many of the files are open at once. */
  private static final int MAX_OPEN = 16;

  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("yyyyMMdd_HHmm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Path base;
  private final String ending;
  private final Window window;
  private final boolean overwrite;
  private final Map<Long, DraftFile> files = new TreeMap<>();
  private final Deque<DraftFile> open = new ArrayDeque<>();

  /**
   * @param base what file names begin with
   * @param ending what file names end with
   * @param overwrite whether files that are there already are replaced
   */
  public WindowTarget(Path base, String ending, Window window, boolean overwrite) {
    this.base = base;
    this.ending = ending;
    this.window = window;
    this.overwrite = overwrite;
  }

  @Override
  public void write(long eventMillis, Utf8Buffer line) throws IOException {
    DraftFile file = file(window.begin(eventMillis));
    file.write(line);
    if (open.peekLast() != file) {
      open.remove(file);
      open.addLast(file);
    }
    if (open.size() > MAX_OPEN) {
      open.removeFirst().putAside();
    }
  }

  private DraftFile file(long begin) throws IOException {
    DraftFile known = files.get(begin);
    if (known != null) {
      return known;
    }
    DraftFile file = new DraftFile(path(begin), overwrite);
    files.put(begin, file);
    return file;
  }

  private Path path(long begin) {
    String name = base.getFileName() + "_" + NAME.format(Instant.ofEpochMilli(begin)) + ending;
    return base.resolveSibling(name);
  }

  @Override
  public void finish() throws IOException {
    for (DraftFile file : files.values()) {
      file.finish();
    }
  }

  @Override
  public List<String> names() {
    return files.values().stream().map(file -> file.target().toString()).toList();
  }

  @Override
  public void close() throws IOException {
    for (DraftFile file : files.values()) {
      file.close();
    }
  }
}
