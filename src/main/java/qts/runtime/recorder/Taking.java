package qts.runtime.recorder;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import qts.observer.Finding;
import qts.observer.Outcome;

/** What became so far of the inputs of one call. Used by one thread. */
final class Taking {
  private final Answering answering;
  private final RecorderClock clock;
  private final RecorderListener listener;
  private final long started;
  private final Counts.Tally tally = new Counts.Tally(Counts.NONE);
  private final List<Refusal> refusals = new ArrayList<>();
  private long first = -1;
  private long last = -1;
  private long toAwait = -1;

  Taking(Answering answering, RecorderClock clock, RecorderListener listener) {
    this.answering = answering;
    this.clock = clock;
    this.listener = listener;
    this.started = clock.nanos();
  }

  /** Takes note of what became of the input with this number in the body. */
  void note(long number, Outcome outcome) {
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

  /** Reports, once all of it is durable unless {@code ack} says otherwise. */
  IntakeReport finish(Ack ack) throws IOException {
    long taken = clock.nanos();
    boolean durable = answering.await(toAwait, ack);
    long waited = durable ? clock.nanos() - taken : 0;
    IntakeReport report =
        new IntakeReport(
            tally.counts(), first, last, refusals, durable, answering.duplicatesKnownFrom());
    listener.onTaken(report, taken - started, waited);
    return report;
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
