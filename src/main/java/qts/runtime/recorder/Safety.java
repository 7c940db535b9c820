package qts.runtime.recorder;

import java.io.IOException;
import java.util.Optional;
import java.util.function.LongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import qts.journal.Journal;
import qts.journal.JournalFullException;
import qts.safety.Attribution;
import qts.safety.SafetyChange;

/**
 * What holds the system back, now: every change stands in the journal, in the one order of all
 * records, before it counts. Methods may be called from any thread.
 */
public final class Safety {
  private static final Logger LOG = LoggerFactory.getLogger("qts.safety");
  private static final String RECORDER = "observer";

  private final Journal journal;
  private final Sequencer sequencer;
  private final RecorderClock clock;

  Safety(Journal journal, Sequencer sequencer, RecorderClock clock) {
    this.journal = journal;
    this.sequencer = sequencer;
    this.clock = clock;
  }

  /** The state, and who brought it about. */
  public SafetyStanding standing() {
    return sequencer.safety().standing();
  }

  /**
   * Makes a change; durable before this returns.
   *
   * @param change the change at a time, epoch milliseconds
   * @return the position of its record; empty when it changes nothing
   * @throws qts.journal.JournalFullException when the disk has no room for the record: nothing is
   *     changed
   */
  public Optional<Long> change(LongFunction<SafetyChange> change) throws IOException {
    Optional<Long> position;
    sequencer.lock();
    try {
      long now = clock.millis();
      sequencer.at(now, clock.nanos());
      position = sequencer.safety().record(change.apply(now));
    } finally {
      sequencer.unlock();
    }
    if (position.isPresent()) {
      journal.awaitDurable(position.get());
    }
    return position;
  }

  /**
   * Records that trading is not enabled, in a journal that says nothing about it yet. Without room
   * for the record trading is not enabled either.
   */
  public void begin() throws IOException {
    try {
      recordBeginning();
    } catch (JournalFullException e) {
      LOG.warn("no room to record that trading is disabled: {}", e.getMessage());
    }
  }

  private void recordBeginning() throws IOException {
    long position;
    sequencer.lock();
    try {
      if (standing().trading().isPresent()) {
        return;
      }
      long now = clock.millis();
      sequencer.at(now, clock.nanos());
      Attribution by = new Attribution(RECORDER, "a new journal begins with trading disabled", now);
      position = sequencer.safety().recordAnyway(new SafetyChange.Trading(false, by));
    } finally {
      sequencer.unlock();
    }
    journal.awaitDurable(position);
  }

  /** Records the anomalies whose time is over by now. */
  void expire() throws IOException {
    sequencer.lock();
    try {
      long now = clock.millis();
      sequencer.at(now, clock.nanos());
      sequencer.safety().expire(now);
    } finally {
      sequencer.unlock();
    }
  }
}
