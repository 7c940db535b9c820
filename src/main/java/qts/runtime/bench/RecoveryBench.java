package qts.runtime.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import qts.journal.Journal;
import qts.journal.JournalSettings;

/**
 * Measures how long opening a journal takes, each time in a new process. It is made once; a kill is
 * imitated by putting the watermark of a moment before the end in the place of the last, which
 * makes recovery check and rewrite the tail. The system's cache is warm, as after a kill.
 */
public final class RecoveryBench {
  private static final long STEP_RECORDS = 100_000;
  private static final String WATERMARK = "watermark";

  private final Path folder;
  private final Path journalFolder;
  private final long sealedBytes;
  private final long tailBytes;
  private final CommitCounter counter = new CommitCounter();

  /** Makes its journal within {@code folder}, of about the given sizes. */
  public RecoveryBench(Path folder, long sealedBytes, long tailBytes) {
    this.folder = folder;
    this.journalFolder = folder.resolve("journal");
    this.sealedBytes = sealedBytes;
    this.tailBytes = tailBytes;
  }

  /** One opening: after what, of how much, and how long it took until records could be taken. */
  public record Opened(String state, long journalBytes, long records, long millis) {}

  /**
   * Makes the journal and tells of each opening.
   *
   * @param made told how many bytes there are by now
   */
  public void run(LongConsumer made, Consumer<Opened> told) throws IOException {
    Path before = folder.resolve("watermark-before");
    make(before, made);
    told.accept(open("closed in order"));
    told.accept(open("closed in order"));
    Files.copy(before, journalFolder.resolve(WATERMARK), StandardCopyOption.REPLACE_EXISTING);
    told.accept(open("killed"));
    told.accept(open("closed in order"));
  }

  private void make(Path watermarkBefore, LongConsumer made) throws IOException {
    long segmentBytes = JournalSettings.standard().segmentBytes();
    try (Journal journal = BenchJournal.open(journalFolder, counter)) {
      JournalLoad load = new JournalLoad(journal, 1);
      while (counter.bytes() < sealedBytes || counter.bytes() % segmentBytes < tailBytes) {
        load.append(STEP_RECORDS);
        made.accept(counter.bytes());
      }
      Files.copy(journalFolder.resolve(WATERMARK), watermarkBefore);
    }
  }

  private Opened open(String state) throws IOException {
    OpeningProcess.Result result = OpeningProcess.run(journalFolder);
    return new Opened(state, size(), result.nextPosition(), result.millis());
  }

  private long size() throws IOException {
    try (Stream<Path> files = Files.list(journalFolder)) {
      List<Path> segments = files.filter(f -> f.toString().endsWith(".qtsj")).toList();
      long total = 0;
      for (Path segment : segments) {
        total += Files.size(segment);
      }
      return total;
    }
  }
}
