package qts.runtime.inspection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import qts.journal.DiskStorage;
import qts.journal.Survey;
import qts.runtime.recorder.Recorder;
import qts.runtime.transfer.NoJournalException;

/** The folder of a journal, opened to be looked at. */
public final class JournalFolder {
  private final Path dataFolder;
  private final Path folder;
  private final DiskStorage storage;

  private JournalFolder(Path dataFolder, Path folder, DiskStorage storage) {
    this.dataFolder = dataFolder;
    this.folder = folder;
    this.storage = storage;
  }

  /**
   * The journal of a data folder.
   *
   * @throws NoJournalException when there is none
   */
  public static JournalFolder of(Path dataFolder) throws IOException {
    Path folder = Recorder.journalFolder(dataFolder);
    if (!Files.isDirectory(folder)) {
      throw new NoJournalException(dataFolder);
    }
    return new JournalFolder(
        dataFolder, folder, new DiskStorage(folder, InstantSource.system(), System::nanoTime));
  }

  public Path dataFolder() {
    return dataFolder;
  }

  public Path folder() {
    return folder;
  }

  public DiskStorage storage() {
    return storage;
  }

  public Survey survey() {
    return new Survey(storage);
  }

  /** Who writes to the journal. */
  public LockHolder.Answer lock() throws IOException {
    return LockHolder.of(folder.resolve("lock"));
  }

  /** The names of the copies in quarantine, without the texts that describe them. */
  public List<String> quarantine() throws IOException {
    Path quarantine = folder.resolve("quarantine");
    if (!Files.isDirectory(quarantine)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(quarantine)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> !name.endsWith(".txt"))
          .sorted()
          .toList();
    }
  }
}
