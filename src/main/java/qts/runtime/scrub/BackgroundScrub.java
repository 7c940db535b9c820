package qts.runtime.scrub;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import qts.journal.Damage;
import qts.journal.DamagedBytes;
import qts.journal.DiskStorage;
import qts.journal.Scrub;
import qts.journal.ScrubbedSegment;
import qts.runtime.recorder.Recorder;

/**
 * Reads the sealed segments of a recorder's journal once every interval, slowly, on a thread of its
 * own, and tells of damage. Remembers how far it is, so that a restart costs at most the segment it
 * was at.
 */
public final class BackgroundScrub implements Closeable, Runnable {
  private static final Logger LOG = LoggerFactory.getLogger("qts.scrub");

  /** How long it waits after a failure. */
  private static final long RETRY_MILLIS = 60_000;

  private final Recorder recorder;
  private final Scrub scrub;
  private final ScrubMemoryFile file;
  private final InstantSource clock;
  private final long intervalMillis;
  private final LongAdder readBytes = new LongAdder();
  private final Throttle pace;
  private final Thread thread;
  private volatile ScrubMemory memory = ScrubMemory.NONE;

  private BackgroundScrub(
      Recorder recorder,
      Path dataFolder,
      Duration interval,
      long bytesPerSecond,
      InstantSource clock,
      Thread.UncaughtExceptionHandler bugs)
      throws IOException {
    this.recorder = recorder;
    this.clock = clock;
    this.scrub =
        new Scrub(new DiskStorage(Recorder.journalFolder(dataFolder), clock, System::nanoTime));
    this.file = new ScrubMemoryFile(dataFolder.resolve(ScrubMemoryFile.OF_SERVICE));
    this.intervalMillis = interval.toMillis();
    this.pace = new Throttle(bytesPerSecond, readBytes::add);
    this.thread =
        Thread.ofPlatform().name("scrub").daemon().uncaughtExceptionHandler(bugs).unstarted(this);
  }

  /**
   * Starts to scrub the journal of {@code recorder}.
   *
   * @param interval how much time lies between the end of a pass and the begin of the next
   * @param bytesPerSecond how fast it reads
   * @param bugs hears what ends the thread unexpectedly
   */
  public static BackgroundScrub start(
      Recorder recorder,
      Path dataFolder,
      Duration interval,
      long bytesPerSecond,
      InstantSource clock,
      Thread.UncaughtExceptionHandler bugs)
      throws IOException {
    BackgroundScrub background =
        new BackgroundScrub(recorder, dataFolder, interval, bytesPerSecond, clock, bugs);
    background.takeUp();
    background.thread.start();
    return background;
  }

  /** Takes up what an earlier start left, unless it was of another journal. */
  private void takeUp() throws IOException {
    ScrubMemory left = file.load();
    String id = recorder.journal().id().toString();
    memory =
        new ScrubMemory(
            left.running().filter(pass -> pass.journalId().equals(id)),
            left.last().filter(pass -> pass.journalId().equals(id)),
            left.finishedMillis());
    memory.last().ifPresent(pass -> recorder.integrity().remember(pass.damages()));
    memory.running().ifPresent(pass -> recorder.integrity().remember(pass.damages()));
  }

  @Override
  public void run() {
    boolean goesOn = true;
    while (goesOn) {
      long wait = waitMillis();
      goesOn = pace.pause(wait) && (wait > 0 || pass());
    }
  }

  /** How long until there is something to do. */
  private long waitMillis() {
    if (memory.running().isPresent() || memory.last().isEmpty()) {
      return 0;
    }
    long due = memory.finishedMillis() + intervalMillis;
    return Math.clamp(due - clock.millis(), 0, intervalMillis);
  }

  /** Makes a pass, or the rest of one; false when it is to stop. */
  private boolean pass() {
    ScrubPass begun =
        memory
            .running()
            .orElseGet(() -> ScrubPass.begin(recorder.journal().id().toString(), clock.millis()));
    try {
      ScrubPass reached = new Scrubbing(scrub, pace, this::onSegment).run(begun, true);
      if (!pace.pause(0)) {
        return false;
      }
      settleMissing();
      remember(memory.finished(reached, clock.millis()));
      tell(reached);
      return true;
    } catch (IOException e) {
      LOG.warn("the journal could not be scrubbed, it is tried again in a minute", e);
      return pace.pause(RETRY_MILLIS);
    }
  }

  /** What was found in files that are gone is no more; that all are gone is. */
  private void settleMissing() throws IOException {
    List<String> files = new ArrayList<>(scrub.segmentNames());
    Optional<Damage> missing = scrub.allMissing();
    missing.ifPresent(damage -> files.add(damage.file()));
    recorder.integrity().retain(files);
    missing.ifPresent(recorder.integrity()::add);
    scrub
        .laterBeginning()
        .ifPresent(
            begin -> LOG.info("{}: earlier segments were deleted or moved away", begin.what()));
  }

  private void onSegment(ScrubbedSegment segment, ScrubPass pass) throws IOException {
    segment.damages().stream()
        .filter(damaged -> damaged.length() > 0)
        .forEach(recorder.journal()::quarantine);
    recorder
        .integrity()
        .settle(segment.name(), segment.damages().stream().map(DamagedBytes::damage).toList());
    remember(memory.running(pass));
  }

  private void remember(ScrubMemory reached) throws IOException {
    memory = reached;
    file.save(reached);
  }

  private static void tell(ScrubPass pass) {
    var event = pass.damagedPlaces() == 0 ? LOG.atInfo() : LOG.atError();
    event
        .addKeyValue("segments", pass.segments())
        .addKeyValue("bytes", pass.bytes())
        .addKeyValue("damaged_places", pass.damagedPlaces())
        .addKeyValue("lost_records", pass.lostRecords())
        .log(
            pass.damagedPlaces() == 0
                ? "the sealed part of the journal is as it was written"
                : "the journal is damaged: observer journal doctor says where and what to do");
  }

  /** How it stands. */
  public ScrubStanding standing() {
    ScrubMemory now = memory;
    boolean finished = now.last().isPresent();
    return new ScrubStanding(
        now.running(),
        now.last(),
        finished ? OptionalLong.of(now.finishedMillis()) : OptionalLong.empty(),
        now.running().isPresent() || !finished
            ? OptionalLong.empty()
            : OptionalLong.of(now.finishedMillis() + intervalMillis),
        readBytes.sum());
  }

  /** Stops, and returns once nothing of the journal is being read any more. */
  @Override
  public void close() {
    pace.stop();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
