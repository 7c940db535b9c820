package qts.verify;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files in the folder of a journal. */
final class JournalFolder {
  private static final Pattern SEGMENT = Pattern.compile("segment-([0-9]{10})\\.(qtsj|idx)");
  private static final String CHECKPOINTS = "checkpoints";
  private static final Set<String> OTHERS =
      Set.of(
          "lock", "spare", "reserve", "tail-keys", "quarantine", CHECKPOINTS, WatermarkFile.NAME);

  private final Path folder;
  private final Map<Long, String> segments = new TreeMap<>();
  private final Set<Long> indexes = new TreeSet<>();
  private final Set<String> unknown = new TreeSet<>();

  private JournalFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * The journal in {@code path}, or in the folder {@code journal} within it when {@code path} holds
   * none itself.
   */
  static JournalFolder at(Path path) throws IOException {
    Path inside = path.resolve("journal");
    if (Files.isDirectory(inside)) {
      JournalFolder itself = list(path);
      return itself.segments.isEmpty() && !itself.hasWatermark() ? list(inside) : itself;
    }
    return list(path);
  }

  private static JournalFolder list(Path folder) throws IOException {
    JournalFolder found = new JournalFolder(folder);
    found.list();
    return found;
  }

  private void list() throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        sort(String.valueOf(file.getFileName()));
      }
    }
  }

  private void sort(String name) {
    Matcher segment = SEGMENT.matcher(name);
    if (segment.matches()) {
      long number = Long.parseLong(segment.group(1));
      if (name.endsWith("idx")) {
        indexes.add(number);
      } else {
        segments.put(number, name);
      }
    } else if (!OTHERS.contains(name) && !name.endsWith(".new")) {
      unknown.add(name);
    }
  }

  Path path() {
    return folder;
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  /** The names of the segment files by their numbers. */
  Map<Long, String> segments() {
    return segments;
  }

  static String segmentName(long number) {
    return "segment-%010d.qtsj".formatted(number);
  }

  static String indexName(long number) {
    return "segment-%010d.idx".formatted(number);
  }

  /** The numbers of the segments that have an index. */
  Set<Long> indexes() {
    return indexes;
  }

  /** The files of checkpoints that were made beside the journal, by their names in the folder. */
  Map<String, Path> checkpoints() throws IOException {
    Map<String, Path> found = new TreeMap<>();
    if (Files.isDirectory(folder.resolve(CHECKPOINTS))) {
      try (DirectoryStream<Path> files =
          Files.newDirectoryStream(folder.resolve(CHECKPOINTS), "*.txt")) {
        files.forEach(file -> found.put(CHECKPOINTS + "/" + file.getFileName(), file));
      }
    }
    return found;
  }

  /** Files that have no business in the folder of a journal. */
  Set<String> unknown() {
    return unknown;
  }

  boolean hasWatermark() {
    return Files.exists(folder.resolve(WatermarkFile.NAME));
  }
}
