package qts.runtime.recorder;

import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import qts.journal.Journal;
import qts.journal.JournalFullException;
import qts.journal.RecordKind;

/**
 * When inputs may be answered. Before a run gives its first answer ahead of the disk it leaves a
 * durable record of that, so that a start after a crash knows that answered inputs may be lost.
 */
final class Answering {
  private static final Logger LOG = LoggerFactory.getLogger("qts.recorder");

  private final Journal journal;
  private final Sequencer sequencer;
  private final RecorderClock clock;
  private boolean announced;

  Answering(Journal journal, Sequencer sequencer, RecorderClock clock) {
    this.journal = journal;
    this.sequencer = sequencer;
    this.clock = clock;
  }

  /**
   * Returns when what was recorded up to {@code position} may be answered as {@code ack} says;
   * whether it is durable.
   */
  boolean await(long position, Ack ack) throws IOException {
    if (ack == Ack.RECEIVED && announce()) {
      journal.awaitLittleAtRisk();
      return false;
    }
    journal.awaitDurable(position);
    return true;
  }

  /** The position from which on an input that is sent again is told from a new one. */
  long duplicatesKnownFrom() {
    return journal.recentFrom();
  }

  /** Whether the record is there that answers are given early. */
  private synchronized boolean announce() throws IOException {
    if (!announced) {
      try {
        journal.awaitDurable(
            sequencer.append(RecordKind.LIFECYCLE, LifecycleRecord.answersEarly(), clock));
        announced = true;
      } catch (JournalFullException e) {
        LOG.debug("answers wait for the disk, which is full", e);
      }
    }
    return announced;
  }
}
