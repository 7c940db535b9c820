package qts.runtime.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.UUID;
import qts.journal.DiskStorage;
import qts.journal.Journal;
import qts.journal.JournalSettings;
import qts.observer.SnapshotScanner;
import qts.runtime.recorder.StoredKeys;

/** The journal as it is measured: on a real disk, with the settings that the recorder gives it. */
final class BenchJournal {
  private BenchJournal() {}

  /** Opens the one in {@code folder}, whose commits are counted. */
  static Journal open(Path folder, CommitCounter counter) throws IOException {
    return Journal.open(
        new DiskStorage(folder, InstantSource.system(), System::nanoTime),
        JournalSettings.standard().withProcessors(Runtime.getRuntime().availableProcessors()),
        UUID::randomUUID,
        new StoredKeys(new SnapshotScanner()),
        counter);
  }
}
