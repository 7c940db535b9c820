package qts.runtime.checkpoint;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import qts.journal.Journal;
import qts.journal.JournalTree;
import qts.runtime.stop.StopSignal;

/**
 * Signs the state of the journal's tree: after every interval in which it grew, when a segment was
 * sealed, and at the end. A checkpoint covers only what is durable. Has a thread of its own.
 */
public final class Checkpointer implements Closeable, Runnable {
  private static final Logger LOG = LoggerFactory.getLogger("qts.checkpoint");
  private static final long TICK_NANOS = 1_000_000_000;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final CheckpointSettings settings;
  private final Journal journal;
  private final KeptCheckpoints kept;
  private final LongSupplier millis;
  private final List<Publisher> publishers;
  private final JournalTree tree;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final StopSignal stop = new StopSignal();
  private long covered;
  private long segment;
  private int ticks;
  private long madeGroups;
  private long madePosition = -1;
  private long madeMillis;
  private long failures;
  private String error = "";

  /**
   * @param journalFolder where the journal lies
   * @param millis the clock, epoch milliseconds
   */
  public Checkpointer(
      CheckpointSettings settings, Journal journal, Path journalFolder, LongSupplier millis) {
    this.settings = settings;
    this.journal = journal;
    this.kept = new KeptCheckpoints(journalFolder, journal.id());
    this.millis = millis;
    this.publishers = settings.places().stream().map(Publisher::new).toList();
    this.tree = journal.tree();
    this.thread = Thread.ofPlatform().name("checkpoints").unstarted(this);
  }

  public void start() {
    publishers.forEach(Publisher::start);
    thread.start();
  }

  /** How far checkpoints are; may be asked by any thread. */
  public CheckpointStanding standing() {
    List<PlaceStanding> places = publishers.stream().map(Publisher::standing).toList();
    lock.lock();
    try {
      return new CheckpointStanding(
          settings.key().verifierKey(),
          madeGroups,
          madePosition,
          madeMillis,
          failures,
          error,
          places);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void run() {
    resume();
    while (stop.pause(TICK_NANOS)) {
      if (isDue()) {
        make();
      }
    }
    make();
  }

  /** Goes on with the tree as the last process left it. */
  private void resume() {
    try {
      Optional<JournalTree.Standing> standing = kept.load(settings.key());
      if (standing.isPresent() && standing.get().nextPosition() <= journal.durablePosition() + 1) {
        tree.resume(standing.get());
      } else if (standing.isPresent()) {
        LOG.error(
            "the journal ends at position {}, its last checkpoint covers more: it was rolled back",
            journal.durablePosition());
      }
      covered = tree.groups();
      segment = journal.newestSegment();
    } catch (IOException e) {
      failed(e);
    }
  }

  private boolean isDue() {
    ticks++;
    long newest = journal.newestSegment();
    boolean sealed = newest != segment;
    segment = newest;
    return sealed || ticks >= settings.interval().toSeconds();
  }

  private void make() {
    ticks = 0;
    try {
      tree.grow();
      if (tree.groups() > covered) {
        sign();
      }
    } catch (IOException e) {
      failed(e);
    }
  }

  private void sign() throws IOException {
    long now = millis.getAsLong();
    String note = settings.key().sign(text(now));
    long position = tree.nextPosition() - 1;
    publishers.forEach(publisher -> publisher.offer(note, position));
    kept.append(note, journal.newestSegment());
    kept.save(tree.standing());
    covered = tree.groups();
    made(position, now);
  }

  private String text(long now) throws IOException {
    return CheckpointText.begin(settings.key(), journal.id(), tree.standing())
        + "chain %s\ntime %s\n"
            .formatted(
                Base64.getEncoder().encodeToString(tree.chain()),
                TIME.format(Instant.ofEpochMilli(now)));
  }

  private void made(long position, long now) {
    lock.lock();
    try {
      madeGroups = tree.groups();
      madePosition = position;
      madeMillis = now;
      error = "";
    } finally {
      lock.unlock();
    }
  }

  private void failed(IOException e) {
    LOG.warn("a checkpoint could not be made or kept: {}", e.toString());
    lock.lock();
    try {
      failures++;
      error = e.toString();
    } finally {
      lock.unlock();
    }
  }

  /** Makes the last checkpoint and gives the places a moment to take it. */
  @Override
  public void close() {
    stop.end(thread);
    publishers.forEach(Publisher::close);
  }
}
