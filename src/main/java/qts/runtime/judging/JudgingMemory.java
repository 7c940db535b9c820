package qts.runtime.judging;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import qts.journal.Journal;

/**
 * What of judging is kept in files beside the journal: every second how far it is, and now and then
 * all that it remembers. Both only save time, so that a disk without room for them stops nobody.
 * Used by one thread.
 */
final class JudgingMemory {
  private static final Logger LOG = LoggerFactory.getLogger("qts.rules");
  private static final long CURSOR_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long CHECKPOINT_NANOS = Duration.ofSeconds(30).toNanos();

  /** Writing checkpoints takes at most this part of the time. */
  private static final int SHARE = 20;

  private final Journal journal;
  private final Path folder;
  private final JudgingPass pass;
  private JudgingCursor cursor;
  private long checkpoint = -1;
  private long cursorDue;
  private long checkpointDue;

  JudgingMemory(Journal journal, Path folder, JudgingPass pass) throws IOException {
    this.journal = journal;
    this.folder = folder;
    this.pass = pass;
    this.cursor =
        JudgingCursor.read(folder, journal.id())
            .filter(found -> found.position() <= journal.durablePosition())
            .orElseGet(() -> JudgingCursor.start(journal.id()));
    this.cursorDue = System.nanoTime() + CURSOR_NANOS;
    this.checkpointDue = System.nanoTime() + CHECKPOINT_NANOS;
  }

  /** How far judging was when it was last kept. */
  JudgingCursor cursor() {
    return cursor;
  }

  /**
   * Gives the pass what it remembered.
   *
   * @return the position it goes on behind; below 0 when it has to begin anew
   */
  long resume() throws IOException {
    checkpoint =
        JudgingCheckpoint.read(folder, journal.id(), cursor.position(), in -> pass.resume(in));
    return checkpoint;
  }

  /** Whether {@link #keepDue} has something to do. */
  boolean isDue() {
    return System.nanoTime() - cursorDue >= 0;
  }

  /**
   * Keeps what is due.
   *
   * @param recording has nothing under way
   * @param judged the last position that the pass judged
   */
  void keepDue(DecisionRecording recording, long judged) throws IOException {
    keepCursor(recording);
    cursorDue = System.nanoTime() + CURSOR_NANOS;
    if (System.nanoTime() - checkpointDue >= 0) {
      keepCheckpoint(judged);
    }
  }

  /** Keeps everything at the end. */
  void keepAll(DecisionRecording recording, long judged) throws IOException {
    keepCursor(recording);
    keepCheckpoint(judged);
  }

  private void keepCursor(DecisionRecording recording) throws IOException {
    if (recording.position() == cursor.position() || recording.isCatchingUp()) {
      return;
    }
    if (recording.lastOutput() >= 0) {
      journal.awaitDurable(recording.lastOutput());
    }
    long end = Math.max(cursor.end(), recording.lastOutput() + 1);
    JudgingCursor next = new JudgingCursor(journal.id(), recording.position(), end);
    if (kept(() -> next.write(folder))) {
      cursor = next;
    }
  }

  /** Keeps what the pass remembers, unless it is ahead of the cursor or kept already. */
  private void keepCheckpoint(long judged) {
    if (pass.judging().rules() == null || judged != cursor.position() || judged == checkpoint) {
      return;
    }
    long started = System.nanoTime();
    UUID id = journal.id();
    if (kept(() -> JudgingCheckpoint.write(folder, id, judged, pass.judging()::save))) {
      checkpoint = judged;
    }
    long now = System.nanoTime();
    checkpointDue = now + Math.max(CHECKPOINT_NANOS, SHARE * (now - started));
  }

  private boolean kept(Write write) {
    try {
      write.run();
      return true;
    } catch (IOException failed) {
      LOG.warn(
          "can't keep in {} how far the rules are, a start would take longer; make room there: {}",
          folder,
          failed.toString());
      return false;
    }
  }

  /** Writes a file. */
  @FunctionalInterface
  private interface Write {
    void run() throws IOException;
  }
}
