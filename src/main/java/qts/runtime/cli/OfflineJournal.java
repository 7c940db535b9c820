package qts.runtime.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import qts.journal.DiskStorage;
import qts.journal.JournalReader;
import qts.observer.SnapshotScanner;
import qts.runtime.config.Build;
import qts.runtime.query.RecordJson;
import qts.runtime.recorder.Recorder;
import qts.runtime.recorder.StoredKeys;

/** Reads the journal of a data folder without a service, and beside one. */
final class OfflineJournal {
  private OfflineJournal() {}

  /**
   * Opens the journal of a data folder for reading.
   *
   * @throws IOException when the folder has none
   */
  static JournalReader open(Path dataFolder) throws IOException {
    Path folder = Recorder.journalFolder(dataFolder);
    if (!Files.isDirectory(folder)) {
      throw new IOException(
          "There is no journal in " + dataFolder + ". Name the data folder of a recorder.");
    }
    return JournalReader.open(
        new DiskStorage(folder, InstantSource.system(), System::nanoTime),
        new StoredKeys(new SnapshotScanner()));
  }

  /** Writes records as the service does. */
  static RecordJson recordJson() {
    return new RecordJson(Build.current().producer());
  }
}
