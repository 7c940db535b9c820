package qts.runtime.recorder;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import qts.journal.Journal;
import qts.journal.RecordKind;
import qts.observer.Finding;
import qts.observer.Outcome;
import qts.observer.Rules;
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
  private final RecorderClock clock;
  private final RecorderListener listener;
  private final SnapshotScanner scanner;
  private final ScannedSnapshot[] scanned = new ScannedSnapshot[CHUNK];
  private final long[] numbers = new long[CHUNK];
  private final long[] keys = new long[CHUNK];
  private Counts.Tally tally = new Counts.Tally(Counts.NONE);
  private List<Refusal> refusals = new ArrayList<>();
  private long first = -1;
  private long last = -1;
  private long toAwait = -1;
  private long started;

  Intake(
      Journal journal,
      Sequencer sequencer,
      RecorderClock clock,
      ShapeTable shapes,
      int maxSnapshotBytes,
      RecorderListener listener) {
    this.journal = journal;
    this.sequencer = sequencer;
    this.clock = clock;
    this.listener = listener;
    this.scanner = new SnapshotScanner(shapes, maxSnapshotBytes);
    Arrays.setAll(scanned, i -> new ScannedSnapshot());
  }

  /** Takes all inputs of a body; durable before it returns unless {@code ack} says otherwise. */
  IntakeReport take(Inputs inputs, RecordKind kind, Ack ack) throws IOException {
    start();
    for (int n = scan(inputs, kind); n > 0; n = scan(inputs, kind)) {
      sequence(n, kind);
    }
    if (inputs.isMalformed()) {
      takeMalformed(inputs);
    }
    return finish(ack);
  }

  /** Takes an input as refused, without looking at it; durable before it returns. */
  IntakeReport refuse(byte[] bytes, int from, int to, Finding finding) throws IOException {
    start();
    takeRefused(bytes, from, to, finding, 1);
    return finish(Ack.DURABLE);
  }

  private IntakeReport finish(Ack ack) throws IOException {
    long taken = clock.nanos();
    long durable = taken;
    if (ack == Ack.DURABLE) {
      journal.awaitDurable(toAwait);
      durable = clock.nanos();
    }
    IntakeReport report =
        new IntakeReport(tally.counts(), first, last, refusals, ack == Ack.DURABLE);
    listener.onTaken(report, taken - started, durable - taken);
    return report;
  }

  private void start() {
    tally = new Counts.Tally(Counts.NONE);
    refusals = new ArrayList<>();
    first = -1;
    last = -1;
    toAwait = -1;
    started = clock.nanos();
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
        note(numbers[i], sequencer.take(scanned[i], keys[i], kind));
      }
    } finally {
      sequencer.unlock();
    }
  }

  private void takeMalformed(Inputs inputs) throws IOException {
    Finding finding =
        new Finding(
            Rules.JSON_SYNTAX,
            "",
            "the body is not a JSON array: it breaks off after element " + inputs.number(),
            "[element, element, …]",
            "");
    takeRefused(inputs.body(), inputs.from(), inputs.to(), finding, inputs.number() + 1);
  }

  private void takeRefused(byte[] bytes, int from, int to, Finding finding, long number)
      throws IOException {
    scanned[0].refuse(bytes, from, to, finding);
    numbers[0] = number;
    sequence(1, RecordKind.SNAPSHOT);
  }

  private void note(long number, Outcome outcome) {
    tally.add(outcome);
    switch (outcome) {
      case Outcome.Recorded recorded -> written(recorded.position());
      case Outcome.Duplicate duplicate -> last = Math.max(last, duplicate.position());
      case Outcome.Rejected rejected -> {
        written(rejected.position());
        refuse(number, Refusal.Kind.REJECTED, rejected.position(), rejected.finding());
      }
      case Outcome.Blocked blocked -> {
        written(blocked.position());
        refuse(number, Refusal.Kind.BLOCKED, blocked.position(), blocked.finding());
      }
      case Outcome.Shed shed -> refuse(number, Refusal.Kind.SHED, -1, shed.finding());
    }
  }

  private void written(long position) {
    first = first < 0 ? position : first;
    last = Math.max(last, position);
    toAwait = position;
  }

  private void refuse(long number, Refusal.Kind outcome, long position, Finding finding) {
    if (refusals.size() < IntakeReport.MAX_REFUSALS) {
      refusals.add(new Refusal(number, outcome, position, finding));
    }
  }
}
