package qts.runtime.recorder;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import qts.journal.Damage;
import qts.journal.Journal;
import qts.journal.JournalFailedException;
import qts.journal.JournalFullException;
import qts.journal.RecordKind;
import qts.journal.RecoveryReport;
import qts.runtime.stop.StopSignal;

/**
 * Writes the recorder's own records: start and stop, the ledger every minute, after many records
 * and after a segment was sealed, what was shed, and damage that was found. Has a thread of its
 * own.
 */
final class Housekeeping implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger("qts.recorder");
  private static final long TICK_NANOS = 1_000_000_000;
  private static final int LEDGER_TICKS = 60;

  /** How long inputs are shed until the next record of it, so that the reserve lasts. */
  private static final int SHED_TICKS = 10;

  /** After how many records a ledger record is due, so that a restart has little to count. */
  private static final long LEDGER_RECORDS = 1_000_000;

  private final Journal journal;
  private final Sequencer sequencer;
  private final Safety safety;
  private final RecorderClock clock;
  private final Integrity integrity;
  private final StopSignal stop = new StopSignal();
  private final Thread thread = Thread.ofPlatform().name("housekeeping").unstarted(this);
  private boolean startRecorded;
  private Optional<PossibleLoss> loss = Optional.empty();
  private Counts lastLedger = Counts.NONE;
  private Counts lastShed = Counts.NONE;
  private long shedSince;
  private long ledgerSegment;
  private int ticks;

  Housekeeping(
      Journal journal,
      Sequencer sequencer,
      Safety safety,
      RecorderClock clock,
      Integrity integrity) {
    this.journal = journal;
    this.sequencer = sequencer;
    this.safety = safety;
    this.clock = clock;
    this.integrity = integrity;
  }

  /** Records the start, and what may have been lost at the last end, and goes to work. */
  void start(RecoveryReport recovery, Optional<PossibleLoss> possibleLoss) throws IOException {
    loss = possibleLoss;
    logRecovery(recovery);
    ledgerSegment = journal.newestSegment();
    lastShed = total();
    shedSince = clock.millis();
    try {
      writeStart();
    } catch (JournalFullException e) {
      LOG.warn("no room to record the start, it will be: {}", e.getMessage());
    }
    thread.start();
  }

  /** Both in one run of appends and so in one group: a crash leaves both or none. */
  private void writeStart() throws IOException {
    if (startRecorded && loss.isEmpty()) {
      return;
    }
    sequencer.lock();
    try {
      sequencer.at(clock.millis(), clock.nanos());
      if (!startRecorded) {
        sequencer.append(RecordKind.LIFECYCLE, LifecycleRecord.start(journal.recovery()));
        startRecorded = true;
      }
      if (loss.isPresent()) {
        sequencer.append(loss.get());
        loss = Optional.empty();
      }
    } finally {
      sequencer.unlock();
    }
  }

  /** One record for the damage that was found since the last one. */
  private void writeDamage() throws IOException {
    List<Damage> found = integrity.takeNews();
    if (!found.isEmpty()) {
      boolean written = false;
      try {
        sequencer.append(RecordKind.LIFECYCLE, LifecycleRecord.damage(found), clock);
        written = true;
      } finally {
        if (!written) {
          integrity.giveBack(found);
        }
      }
    }
  }

  private static void logRecovery(RecoveryReport recovery) {
    recovery
        .damages()
        .forEach(d ->
            LOG.atError()
                .addKeyValue("file", d.file())
                .addKeyValue("offset", d.offset())
                .addKeyValue("first_lost", d.firstLost())
                .addKeyValue("last_lost", d.lastLost())
                .log("damage in the journal: {}", d.what()));
    LOG.atInfo()
        .addKeyValue("clean", recovery.clean())
        .addKeyValue("segments", recovery.segments())
        .addKeyValue("cut_bytes", recovery.cutBytes())
        .log("journal open at position {} after {} ms", recovery.nextPosition(), recovery.millis());
  }

  @Override
  public void run() {
    try {
      while (stop.pause(TICK_NANOS)) {
        tick();
      }
    } catch (JournalFailedException e) {
      LOG.debug("housekeeping ends with the journal", e);
    } catch (IOException e) {
      LOG.error("housekeeping can't write its records", e);
    }
  }

  private void tick() throws IOException {
    ticks++;
    try {
      writeStart();
      writeDamage();
      if (ticks % SHED_TICKS == 0) {
        writeShed();
      }
      safety.expire();
      if (isLedgerDue()) {
        writeLedger();
      }
    } catch (JournalFullException e) {
      LOG.debug("no room for the recorder's own records", e);
    }
  }

  private boolean isLedgerDue() {
    Counts changed = total().minus(lastLedger);
    return changed.received() >= LEDGER_RECORDS
        || (changed.received() > 0 && (ticks % LEDGER_TICKS == 0 || isSegmentSealed()));
  }

  /** Whether a segment was sealed since the last ledger record. */
  private boolean isSegmentSealed() {
    long newest = journal.newestSegment();
    if (ledgerSegment == 0) {
      ledgerSegment = newest;
    }
    return newest != ledgerSegment;
  }

  private void writeLedger() throws IOException {
    sequencer.lock();
    try {
      sequencer.at(clock.millis(), clock.nanos());
      lastLedger = sequencer.ledger().total();
      ledgerSegment = journal.newestSegment();
      sequencer.append(RecordKind.LEDGER, LedgerRecord.write(sequencer.ledger()));
    } finally {
      sequencer.unlock();
    }
    LOG.atInfo()
        .addKeyValue("received", lastLedger.received())
        .addKeyValue("recorded", lastLedger.recorded())
        .log("{} inputs received, {} recorded", lastLedger.received(), lastLedger.recorded());
  }

  /** One shed record for an interval in which any input was shed. */
  private void writeShed() throws IOException {
    Counts now = total();
    long shed = now.minus(lastShed).shed();
    if (shed == 0) {
      shedSince = clock.millis();
      return;
    }
    byte[] payload = LifecycleRecord.shed(shed, shedSince, clock.millis());
    sequencer.append(RecordKind.SHED, payload, clock);
    lastShed = now;
    shedSince = clock.millis();
  }

  private Counts total() {
    sequencer.lock();
    try {
      return sequencer.ledger().total();
    } finally {
      sequencer.unlock();
    }
  }

  /** Ends the thread and records the stop. */
  void stop() throws IOException {
    if (stop.end(thread) && journal.failure() == null) {
      writeLast();
    }
  }

  private void writeLast() throws IOException {
    try {
      writeStart();
      writeDamage();
      writeShed();
      writeLedger();
      sequencer.append(RecordKind.LIFECYCLE, LifecycleRecord.stop(), clock);
      journal.awaitDurable(journal.nextPosition() - 1);
    } catch (JournalFullException e) {
      LOG.warn("no room to record the stop: {}", e.getMessage());
    }
  }
}
