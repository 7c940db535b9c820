package qts.verify;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.NavigableMap;
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

  private JournalFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * The journal in {@code path}, or in the folder {@code journal} within it when {@code path} holds
   * none itself.
   */
  static JournalFolder at(Path path) throws IOException {
    Path inside = path.resolve("journal");
    return new JournalFolder(Files.isDirectory(inside) && !holdsOne(path) ? inside : path);
  }

  private static boolean holdsOne(Path path) throws IOException {
    return Files.exists(path.resolve(WatermarkFile.NAME))
        || !new JournalFolder(path).list().segments.isEmpty();
  }

  /**
   * The files at one moment.
   *
   * @param segments the names of the segment files by their numbers
   * @param indexes the numbers of the segments that have an index
   * @param unknown files that have no business in the folder of a journal
   */
  record Listing(NavigableMap<Long, String> segments, Set<Long> indexes, Set<String> unknown) {
    /** Of a folder that was not looked at. */
    static Listing empty() {
      return new Listing(new TreeMap<>(), new TreeSet<>(), new TreeSet<>());
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
  }

  /** Looks what is there now. */
  Listing list() throws IOException {
    Listing listing = Listing.empty();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      files.forEach(file -> listing.sort(String.valueOf(file.getFileName())));
    }
    return listing;
  }

  Path path() {
    return folder;
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  static String segmentName(long number) {
    return "segment-%010d.qtsj".formatted(number);
  }

  static String indexName(long number) {
    return "segment-%010d.idx".formatted(number);
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

  boolean hasWatermark() {
    return Files.exists(folder.resolve(WatermarkFile.NAME));
  }
}
