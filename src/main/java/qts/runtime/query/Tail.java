package qts.runtime.query;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import qts.journal.Damage;
import qts.journal.Group;
import qts.journal.Journal;
import qts.journal.ReadRange;
import qts.journal.RecordVisitor;

/**
 * Follows a journal: passes on the records that are there from some position, then each as soon as
 * it is durable. Has a reader of its own, so that a slow follower keeps nobody waiting. Used by one
 * thread.
 */
public final class Tail implements RecordVisitor {
  /** How long it waits for records before the sink hears that there are none. */
  public static final long PAUSE_SECONDS = 10;

  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(PAUSE_SECONDS);
  private static final long WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
  private static final int WAITS_PER_PAUSE = (int) (PAUSE_NANOS / WAIT_NANOS);

  private final Followed journal;
  private final TailQuery tail;
  private final RecordFilter filter;
  private final TailSink sink;
  private final BooleanSupplier ends;
  private final StoredRecord record = new StoredRecord();
  private long lossesToldTo;
  private long spokeNanos;
  private @Nullable IOException failure;

  private Tail(Followed journal, TailQuery tail, TailSink sink, BooleanSupplier ends) {
    this.journal = journal;
    this.tail = tail;
    this.filter = new RecordFilter(tail.query());
    this.sink = sink;
    this.ends = ends;
  }

  /**
   * Follows until the journal is closed, the sink throws, or {@code ends} says so.
   *
   * @throws InterruptedException when the thread is interrupted while nothing is read
   */
  public static void run(Journal journal, TailQuery tail, TailSink sink, BooleanSupplier ends)
      throws IOException, InterruptedException {
    try (Followed followed = Followed.of(journal)) {
      run(followed, tail, sink, ends);
    }
  }

  /** As {@link #run(Journal, TailQuery, TailSink, BooleanSupplier)}, wherever the journal is. */
  public static void run(Followed journal, TailQuery tail, TailSink sink, BooleanSupplier ends)
      throws IOException, InterruptedException {
    new Tail(journal, tail, sink, ends).run();
  }

  private void run() throws IOException, InterruptedException {
    long next = tail.position().orElse(journal.durablePosition() + 1);
    sink.onPause(next - 1);
    while (!ends.getAsBoolean() && !hasEnded(next)) {
      long durable = journal.durablePosition();
      if (durable >= next) {
        pass(next, durable);
        next = durable + 1;
        sink.onPause(durable);
      } else if (!await(next - 1) && !ends.getAsBoolean()) {
        sink.onPause(next - 1);
      }
    }
  }

  /** Whether no record will come at {@code next} any more. */
  private boolean hasEnded(long next) {
    return journal.isClosed() && journal.durablePosition() < next;
  }

  private boolean await(long position) throws IOException, InterruptedException {
    for (int i = 0; i < WAITS_PER_PAUSE && !ends.getAsBoolean() && !hasEnded(position + 1); i++) {
      if (journal.awaitBeyond(position, WAIT_NANOS)) {
        return true;
      }
    }
    return false;
  }

  private void pass(long from, long to) throws IOException {
    lossesToldTo = from - 1;
    spokeNanos = System.nanoTime();
    journal.reader().forward(tail.query().range().positions(from, to), this);
    if (failure != null) {
      throw failure;
    }
    tellLosses(to);
  }

  private void tellLosses(long to) throws IOException {
    ReadRange range = tail.query().times().positions(lossesToldTo + 1, to);
    for (Damage hole : journal.reader().holes(range)) {
      sink.onLost(hole);
    }
    lossesToldTo = to;
  }

  /** However few of many records match, the sink hears of it as often as when there are none. */
  private void speak(long passed) throws IOException {
    long now = System.nanoTime();
    if (now - spokeNanos >= PAUSE_NANOS && passed > lossesToldTo) {
      spokeNanos = now;
      tellLosses(passed);
      sink.onPause(passed);
    }
  }

  @Override
  public boolean onRecord(Group group, int i) {
    if (ends.getAsBoolean()) {
      return false;
    }
    record.moveTo(group, i);
    try {
      if (filter.matches(record)) {
        sink.accept(record);
      }
      speak(group.position(i));
      return true;
    } catch (IOException e) {
      failure = e;
      return false;
    }
  }

  @Override
  public void onDamage(Damage damage) {
    try {
      sink.onLost(damage);
    } catch (IOException e) {
      failure = e;
    }
  }
}
