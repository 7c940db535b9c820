package qts.runtime.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;
import qts.journal.Damage;
import qts.journal.Group;
import qts.journal.Journal;
import qts.journal.JournalReader;
import qts.journal.ReadRange;
import qts.journal.RecordVisitor;

/**
 * Measures the bare journal: appending canonical snapshots from one thread at full load with group
 * commit, reading all of them back in sequence, and single decisions that are each synced before
 * the next. Everything is compressed, checksummed, hashed and chained as ever.
 */
public final class JournalBench {
  private static final int PRECISION_DIGITS = 3;
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private final Path folder;
  private final CommitCounter counter = new CommitCounter();

  /** Measures on the disk of {@code folder}, which is to be empty. */
  public JournalBench(Path folder) {
    this.folder = folder;
  }

  /**
   * What was measured.
   *
   * @param payloadBytes the size of a snapshot
   * @param appended how many were appended and made durable in the time measured
   * @param diskBytes what was written for one, on average
   * @param read how many were read back and how often a second
   * @param latency of one synced decision, nanoseconds
   */
  public record Figures(
      int payloadBytes,
      long appended,
      double appendedPerSecond,
      double diskBytes,
      long read,
      double readPerSecond,
      Histogram latency) {}

  /** What the process takes at one moment of a long run. */
  public record Moment(
      long seconds, double appendedPerSecond, long heapBytes, long residentBytes) {}

  /**
   * Runs all three parts.
   *
   * @param warmUpSeconds before appending counts
   */
  public Figures run(int warmUpSeconds, int seconds) throws IOException {
    try (Journal journal = BenchJournal.open(folder, counter)) {
      JournalLoad load = new JournalLoad(journal, System.nanoTime());
      load.appendFor(warmUpSeconds * NANOS_PER_SECOND);
      long bytesBefore = counter.bytes();
      long started = System.nanoTime();
      long appended = load.appendFor(seconds * NANOS_PER_SECOND);
      double perSecond = JournalLoad.perSecond(appended, System.nanoTime() - started);
      double diskBytes = (counter.bytes() - bytesBefore) / (double) appended;
      Histogram latency = decide(load, seconds);
      readBack(journal, seconds);
      Read read = readBack(journal, seconds);
      return new Figures(
          load.snapshotBytes(),
          appended,
          perSecond,
          diskBytes,
          read.records,
          JournalLoad.perSecond(read.records, read.nanos),
          latency);
    }
  }

  /** Appends at full load for {@code seconds}, telling every {@code interval} seconds. */
  public void runLong(int seconds, int interval, Consumer<Moment> told) throws IOException {
    try (Journal journal = BenchJournal.open(folder, counter)) {
      JournalLoad load = new JournalLoad(journal, System.nanoTime());
      for (int at = 0; at < seconds; at += interval) {
        long started = System.nanoTime();
        long appended = load.appendFor(interval * NANOS_PER_SECOND);
        double perSecond = JournalLoad.perSecond(appended, System.nanoTime() - started);
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        told.accept(new Moment(at + interval, perSecond, heap, Machine.residentBytes()));
      }
    }
  }

  private static Histogram decide(JournalLoad load, int seconds) throws IOException {
    Histogram latency = new Histogram(PRECISION_DIGITS);
    long end = System.nanoTime() + seconds * NANOS_PER_SECOND;
    for (long n = 0; System.nanoTime() < end; n++) {
      long started = System.nanoTime();
      load.decide(n);
      latency.recordValue(System.nanoTime() - started);
    }
    return latency;
  }

  /** Reads from the beginning for at most {@code seconds}. */
  private static Read readBack(Journal journal, int seconds) throws IOException {
    long started = System.nanoTime();
    Read read = new Read(started + seconds * NANOS_PER_SECOND);
    try (JournalReader reader = journal.reader()) {
      reader.forward(ReadRange.everything(), read);
    }
    read.nanos = System.nanoTime() - started;
    return read;
  }

  /** Counts the records it sees, until its time is up. */
  private static final class Read implements RecordVisitor {
    private static final int LOOK_AT_CLOCK = 1 << 16;

    private final long end;
    private long records;
    private long nanos;

    Read(long end) {
      this.end = end;
    }

    @Override
    public boolean onRecord(Group group, int i) {
      if (group.payloadTo(i) <= group.payloadFrom(i)) {
        throw new IllegalStateException("a record came back empty");
      }
      records++;
      return records % LOOK_AT_CLOCK != 0 || System.nanoTime() < end;
    }

    @Override
    public void onDamage(Damage damage) {
      throw new IllegalStateException("what was just written is damaged: " + damage);
    }
  }
}
