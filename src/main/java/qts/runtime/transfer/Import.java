package qts.runtime.transfer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import qts.runtime.recorder.Counts;

/**
 * Takes files of PatternRecords over, one a line, as the Python original writes them. Doing so
 * again is safe: what is recorded already counts as duplicate.
 */
public final class Import {
  /** How many refused lines are told one by one. */
  public static final int MAX_TOLD = 20;

  private final ImportDestination destination;
  private final LongConsumer progress;
  private final List<String> refused = new ArrayList<>();
  private Counts counts = Counts.NONE;

  /**
   * @param progress hears how many lines were taken so far
   */
  public Import(ImportDestination destination, LongConsumer progress) {
    this.destination = destination;
    this.progress = progress;
  }

  /**
   * What became of the files.
   *
   * @param refused the first {@link #MAX_TOLD} refused lines, a sentence each
   */
  public record Report(Counts counts, List<String> refused) {
    public Report {
      refused = List.copyOf(refused);
    }

    /** Whether every record is in the journal now. */
    public boolean isComplete() {
      return counts.recorded() + counts.duplicate() == counts.received();
    }
  }

  /** Takes one file over. */
  public void file(Path file) throws IOException, InterruptedException {
    try (LineChunks chunks = new LineChunks(file)) {
      while (chunks.next()) {
        add(file, chunks.firstLine(), destination.take(chunks.bytes(), chunks.length()));
      }
    }
  }

  private void add(Path file, long firstLine, ImportDestination.Taken taken) {
    counts = counts.plus(taken.counts());
    for (ImportDestination.Refused r : taken.refused()) {
      if (refused.size() < MAX_TOLD) {
        refused.add(
            "%s line %d %s by %s%s: %s"
                .formatted(
                    file,
                    firstLine + r.line() - 1,
                    r.outcome(),
                    r.rule(),
                    r.path().isEmpty() ? "" : " at " + r.path(),
                    r.reason()));
      }
    }
    progress.accept(counts.received());
  }

  /** What became of the files so far. */
  public Report report() {
    return new Report(counts, refused);
  }
}
