package qts.runtime.inspection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import qts.journal.Damage;
import qts.journal.DamagedBytes;
import qts.journal.IndexState;
import qts.journal.LaterBeginning;
import qts.journal.Scrub;
import qts.journal.ScrubbedSegment;
import qts.journal.SegmentFacts;
import qts.journal.WatermarkFacts;
import qts.logs.Counted;
import qts.runtime.inspection.Diagnosis.Severity;

/** Looks a journal's folder over and says what it finds; changes nothing. Used once. */
public final class Doctor {
  /** How far the newest record may be ahead of the clock: clocks of machines differ a little. */
  private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(1);

  private final JournalFolder folder;
  private final Scrub scrub;
  private final long reserveBytes;
  private final long segmentBytes;
  private final Instant now;
  private final LongConsumer progress;
  private final List<Diagnosis> found = new ArrayList<>();
  private long readBytes;

  /**
   * @param reserveBytes the free space below which nothing more is recorded
   * @param segmentBytes the size of a segment
   * @param now what the clock of this machine says
   * @param progress hears how many bytes were read so far
   */
  public Doctor(
      JournalFolder folder,
      long reserveBytes,
      long segmentBytes,
      Instant now,
      LongConsumer progress) {
    this.folder = folder;
    this.scrub = new Scrub(folder.storage());
    this.reserveBytes = reserveBytes;
    this.segmentBytes = segmentBytes;
    this.now = now;
    this.progress = progress;
  }

  /** Everything there is to say, the worst first. */
  public List<Diagnosis> examine() throws IOException {
    if (checkAccess()) {
      LockHolder.Answer lock = folder.lock();
      Optional<WatermarkFacts> mark = folder.survey().watermark();
      List<SegmentFacts> segments = folder.survey().segments();
      checkLock(lock, mark);
      checkWatermark(mark, segments);
      checkBeginning();
      for (SegmentFacts segment : segments) {
        checkSegment(segment, lock.holder().isPresent());
      }
      checkClock(segments);
      checkOtherFiles(lock.holder().isPresent());
    }
    checkQuarantine();
    checkDisk();
    found.sort((a, b) -> b.severity().compareTo(a.severity()));
    return List.copyOf(found);
  }

  /** Whether every file may be read. */
  private boolean checkAccess() throws IOException {
    List<Path> closed;
    try (Stream<Path> files = Files.list(folder.folder())) {
      closed =
          files
              .filter(file -> Files.isRegularFile(file) && !Files.isReadable(file))
              .sorted()
              .toList();
    }
    if (!closed.isEmpty()) {
      add(
          "not-readable",
          Severity.UNREADABLE,
          "%s in %s can't be read by this user, the first is %s"
              .formatted(
                  Counted.of(closed.size(), "file"),
                  folder.folder(),
                  closed.getFirst().getFileName()),
          "It can't be told how the journal is.",
          "Run this as the user of the recorder, or give this user read access.");
    } else if (!Files.isWritable(folder.folder())) {
      add(
          "not-writable",
          Severity.NOTE,
          "this user may not write to " + folder.folder(),
          "A recorder started by this user would be refused.",
          "Nothing, if the recorder runs as another user.");
    }
    return closed.isEmpty();
  }

  private void checkLock(LockHolder.Answer lock, Optional<WatermarkFacts> mark) {
    if (!lock.known()) {
      add(
          "lock-unknown",
          Severity.NOTE,
          "this system does not tell who holds the lock of the journal",
          "A recorder may be at work: then the end of the last segment is still being written.",
          "Look for a running recorder yourself.");
    } else if (lock.holder().isPresent()) {
      add(
          "lock-held",
          Severity.NOTE,
          "the journal is being written to by " + words(lock.holder().get()),
          "Reading beside it is safe; another recorder would be refused.",
          "Nothing. To move or restore the journal, stop that process first.");
    } else if (mark.isPresent() && !mark.get().closed()) {
      add(
          "not-closed",
          Severity.WARNING,
          "the last recorder did not end in order and none is at work",
          "Nothing that was acknowledged is lost by that; the end of the last segment may be torn.",
          "Start the service: it recovers the journal by itself.");
    }
  }

  private static String words(LockHolder holder) {
    return holder.pid() == 0
        ? "a process outside this container"
        : "process "
            + holder.pid()
            + (holder.command().isEmpty() ? "" : " (" + holder.command() + ")");
  }

  private void checkWatermark(Optional<WatermarkFacts> mark, List<SegmentFacts> segments)
      throws IOException {
    if (mark.isEmpty() && !segments.isEmpty()) {
      add(
          "watermark-missing",
          Severity.WARNING,
          "the file watermark is missing, or neither of its two slots can be read",
          "The segments can be read, but it can't be told whether acknowledged records are gone"
              + " from the end.",
          "Compare the last position with a backup or a published checkpoint; the next start"
              + " writes a new watermark.");
      return;
    }
    if (mark.isPresent()) {
      checkWatermark(mark.get(), segments);
    }
  }

  private void checkWatermark(WatermarkFacts mark, List<SegmentFacts> segments) throws IOException {
    if (mark.validSlots() < 2 && mark.sequence() > 1) {
      add(
          "watermark-slot",
          Severity.NOTE,
          "one of the two slots of the watermark can't be read",
          "A write of it was interrupted; the other slot counts, and nothing is lost.",
          "Nothing: the next commit writes it again.");
    }
    long next = segments.isEmpty() ? 0 : segments.getLast().nextPosition();
    Optional<Damage> missing = scrub.allMissing();
    if (missing.isPresent()) {
      add(
          "segments-missing",
          Severity.DAMAGE,
          missing.get().what(),
          "All records are gone.",
          "Restore the journal from a backup.");
    } else if (mark.position() < next - 1) {
      add(
          "watermark-behind",
          Severity.NOTE,
          "the watermark names position %d, the segments end at %d"
              .formatted(mark.position(), next - 1),
          "A recorder is just writing, or ended between a sync and the watermark.",
          "Nothing: the next start takes up what is whole.");
    }
  }

  private void checkBeginning() throws IOException {
    Optional<LaterBeginning> beginning = scrub.laterBeginning();
    if (beginning.isPresent()) {
      add(
          "begins-later",
          Severity.NOTE,
          beginning.get().what(),
          "Earlier segments were deleted or moved away.",
          "Nothing, if they were moved away on purpose; else restore them from a backup.");
    }
  }

  private void checkSegment(SegmentFacts facts, boolean beingWritten) throws IOException {
    if (facts.state() == SegmentFacts.State.NEWER) {
      add(
          "newer-version",
          Severity.UNREADABLE,
          facts.name() + " was written by a later version of the format",
          "This version of the program can't read it and would not continue it.",
          "Use the version of the program that wrote it, or a later one.");
      return;
    }
    ScrubbedSegment segment =
        scrub.check(
            facts.number(),
            bytes -> {
              readBytes += bytes;
              progress.accept(readBytes);
              return true;
            });
    segment.damages().stream().map(DamagedBytes::damage).forEach(this::addDamage);
    checkIndex(segment);
    checkTail(segment, beingWritten);
  }

  private void addDamage(Damage damage) {
    add(
        "damaged",
        Severity.DAMAGE,
        "%s, byte %d: %s".formatted(damage.file(), damage.offset(), damage.what()),
        damage.lost() == 0
            ? "No record is missing because of it, but what stands there is not what was written."
            : "The records at positions %d to %d can't be read; all others can."
                .formatted(damage.firstLost(), damage.lastLost()),
        "Restore the segment from a backup. Check the disk and the memory of this machine.");
  }

  private void checkIndex(ScrubbedSegment segment) {
    if (segment.index() == IndexState.MISSING || segment.index() == IndexState.STALE) {
      boolean missing = segment.index() == IndexState.MISSING;
      add(
          missing ? "index-missing" : "index-stale",
          Severity.WARNING,
          "the index of %s %s".formatted(segment.name(), missing ? "is missing" : "is wrong"),
          "The first query that needs it reads the whole segment; no record is lost.",
          "observer journal doctor --repair, while no recorder is at work; or leave it: it is"
              + " made when it is needed.");
    }
  }

  private void checkTail(ScrubbedSegment segment, boolean beingWritten) {
    if (segment.tailBytes() > 0 && !beingWritten) {
      add(
          "torn-tail",
          Severity.WARNING,
          "%s has %d bytes behind its last whole group, from byte %d on"
              .formatted(segment.name(), segment.tailBytes(), segment.bytes()),
          "A write was interrupted; nothing of it was acknowledged.",
          "Start the service: it cuts them off and keeps them in quarantine.");
    }
  }

  private void checkClock(List<SegmentFacts> segments) {
    long newest =
        segments.stream()
            .mapToLong(s -> Math.max(s.createdMillis(), s.times().lastReceiveMillis()))
            .max()
            .orElse(0);
    Duration ahead = Duration.between(now, Instant.ofEpochMilli(newest));
    if (ahead.compareTo(CLOCK_TOLERANCE) > 0) {
      add(
          "clock-behind",
          Severity.WARNING,
          "the newest record was received at %s, the clock of this machine says %s"
              .formatted(Instant.ofEpochMilli(newest), now),
          "Receive times never go back: until the clock is there again, every new record gets the"
              + " time of the newest.",
          "Set the clock of this machine right (it is %s behind).".formatted(words(ahead)));
    }
  }

  private static String words(Duration time) {
    return time.toDays() > 1 ? time.toDays() + " days" : time.toSeconds() + " s";
  }

  private void checkOtherFiles(boolean beingWritten) throws IOException {
    for (String name : folder.survey().otherFiles()) {
      if (name.endsWith(".new") && !beingWritten) {
        add(
            "leftover",
            Severity.NOTE,
            name + " was left by a write that was interrupted",
            "It is read by nobody; the next write of that file replaces it.",
            "Nothing.");
      } else if (!name.endsWith(".new")) {
        add(
            "unknown-file",
            Severity.NOTE,
            name + " is no file of a journal",
            "It is read by nobody here.",
            "Move it elsewhere if nobody needs it here.");
      }
    }
  }

  private void checkQuarantine() throws IOException {
    List<String> kept = folder.quarantine();
    if (!kept.isEmpty()) {
      add(
          "quarantine",
          Severity.NOTE,
          "%d copies in %s, the first is %s"
              .formatted(kept.size(), folder.folder().resolve("quarantine"), kept.getFirst()),
          "They hold bytes that were damaged, or cut off by a recovery; the text beside each copy"
              + " of damaged bytes says what and where.",
          "Keep them until the segments were restored; nothing deletes them.");
    }
  }

  private void checkDisk() throws IOException {
    long usable = folder.storage().usableBytes();
    if (usable < reserveBytes) {
      add(
          "disk-full",
          Severity.WARNING,
          "%,d bytes are free on the disk, less than the reserve of %,d"
              .formatted(usable, reserveBytes),
          "A recorder here refuses inputs (507) and goes on reading.",
          "Free some space; recording resumes by itself.");
    } else if (usable < reserveBytes + 2 * segmentBytes) {
      add(
          "disk-low",
          Severity.WARNING,
          "%,d bytes are free on the disk; the reserve is %,d and a segment takes %,d"
              .formatted(usable, reserveBytes, segmentBytes),
          "A recorder here will soon refuse inputs.",
          "Free some space, or enlarge the disk.");
    }
  }

  private void add(String id, Severity severity, String finding, String meaning, String remedy) {
    found.add(new Diagnosis(id, severity, finding, meaning, remedy));
  }
}
