package qts.runtime.recorder;

import java.io.IOException;
import java.util.Arrays;
import qts.journal.Journal;
import qts.journal.RecordKind;
import qts.observer.Finding;
import qts.observer.ScannedSnapshot;
import qts.observer.ShapeTable;
import qts.observer.SnapshotScanner;

/**
 * Takes the inputs of one body through the recorder: scans some of them outside the sequencer's
 * lock, then has them put in order, and so on to the end. Used by one thread at a time, then by
 * another.
 */
final class Intake {
  private static final int CHUNK = 64;

  private final Journal journal;
  private final Sequencer sequencer;
  private final Answering answering;
  private final RecorderClock clock;
  private final RecorderListener listener;
  private final SnapshotScanner scanner;
  private final ScannedSnapshot[] scanned = new ScannedSnapshot[CHUNK];
  private final long[] numbers = new long[CHUNK];
  private final long[] keys = new long[CHUNK];
  private Taking taking;

  Intake(
      Journal journal,
      Sequencer sequencer,
      Answering answering,
      RecorderClock clock,
      ShapeTable shapes,
      int maxSnapshotBytes,
      RecorderListener listener) {
    this.journal = journal;
    this.sequencer = sequencer;
    this.answering = answering;
    this.clock = clock;
    this.listener = listener;
    this.scanner = new SnapshotScanner(shapes, maxSnapshotBytes);
    this.taking = new Taking(answering, clock, listener);
    Arrays.setAll(scanned, i -> new ScannedSnapshot());
  }

  /** Takes all inputs of a body; durable before it returns unless {@code ack} says otherwise. */
  IntakeReport take(Inputs inputs, RecordKind kind, Ack ack) throws IOException {
    taking = new Taking(answering, clock, listener);
    for (int n = scan(inputs, kind); n > 0; n = scan(inputs, kind)) {
      sequence(n, kind);
    }
    if (inputs.isMalformed()) {
      takeMalformed(inputs);
    }
    return taking.finish(ack);
  }

  /** Takes an input as refused, without looking at it; durable before it returns. */
  IntakeReport refuse(byte[] bytes, int from, int to, Finding finding) throws IOException {
    taking = new Taking(answering, clock, listener);
    takeRefused(bytes, from, to, finding, 1);
    return taking.finish(Ack.DURABLE);
  }

  private int scan(Inputs inputs, RecordKind kind) {
    int n = 0;
    while (n < CHUNK && inputs.next()) {
      numbers[n] = inputs.number();
      boolean valid =
          kind == RecordKind.PATTERN
              ? scanner.scanPatternRecord(inputs.body(), inputs.from(), inputs.to(), scanned[n])
              : scanner.scan(inputs.body(), inputs.from(), inputs.to(), scanned[n]);
      keys[n] = valid ? StoredKeys.runId(scanned[n]) : 0;
      n++;
    }
    return n;
  }

  private void sequence(int n, RecordKind kind) throws IOException {
    sequencer.lock();
    try {
      sequencer.at(clock.millis(), clock.nanos());
      journal.touchRecent(keys, n);
      for (int i = 0; i < n; i++) {
        taking.note(numbers[i], sequencer.take(scanned[i], keys[i], kind));
      }
    } finally {
      sequencer.unlock();
    }
  }

  private void takeMalformed(Inputs inputs) throws IOException {
    takeRefused(inputs.body(), inputs.from(), inputs.to(), inputs.brokenOff(), inputs.number() + 1);
  }

  private void takeRefused(byte[] bytes, int from, int to, Finding finding, long number)
      throws IOException {
    scanned[0].refuse(bytes, from, to, finding);
    numbers[0] = number;
    sequence(1, RecordKind.SNAPSHOT);
  }
}
