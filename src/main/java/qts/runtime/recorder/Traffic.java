package qts.runtime.recorder;

import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import qts.journal.Damage;
import qts.journal.JournalFailedException;
import qts.journal.JournalListener;

/** Counts what the journal commits. Written by the journal's threads, read by any. */
public final class Traffic implements JournalListener {
  private static final Logger LOG = LoggerFactory.getLogger("qts.journal");
  private static final int PRECISION_DIGITS = 3;

  private final RecorderListener listener;
  private final Integrity integrity;
  private final LongAdder groups = new LongAdder();
  private final LongAdder records = new LongAdder();
  private final LongAdder rawBytes = new LongAdder();
  private final LongAdder diskBytes = new LongAdder();
  private final LongAdder encodeNanos = new LongAdder();
  private final Recorder syncs = new Recorder(PRECISION_DIGITS);

  Traffic(RecorderListener listener, Integrity integrity) {
    this.listener = listener;
    this.integrity = integrity;
  }

  /** Groups committed since the start. */
  public long groups() {
    return groups.sum();
  }

  /** Records committed since the start, of every kind. */
  public long records() {
    return records.sum();
  }

  /** Bytes of notes and payloads committed since the start, as received. */
  public long rawBytes() {
    return rawBytes.sum();
  }

  /** Bytes written to the disk for them. */
  public long diskBytes() {
    return diskBytes.sum();
  }

  /** Time spent encoding and compressing, nanoseconds. */
  public long encodeNanos() {
    return encodeNanos.sum();
  }

  /** The times of write and sync since this was last asked, nanoseconds. */
  public Histogram syncNanos() {
    return syncs.getIntervalHistogram();
  }

  @Override
  public void onCommit(int count, long raw, long frame, long encoding, long syncing) {
    groups.increment();
    records.add(count);
    rawBytes.add(raw);
    diskBytes.add(frame);
    encodeNanos.add(encoding);
    syncs.recordValue(Math.max(0, syncing));
    listener.onCommit(syncing);
  }

  @Override
  public void onSegment(String name) {
    LOG.atInfo().addKeyValue("segment", name).log("began {}", name);
  }

  @Override
  public void onFull(boolean full, String obstacle) {
    if (full) {
      LOG.error(
          "no room for snapshots, which are shed; decisions go into the reserve: {}", obstacle);
    } else {
      LOG.info("there is room for snapshots again");
    }
  }

  @Override
  public void onLow(boolean low, long mayGrowBytes, String limit) {
    if (low) {
      LOG.atWarn()
          .addKeyValue("may_grow_bytes", mayGrowBytes)
          .log("the journal may grow by {} bytes only, by {}", mayGrowBytes, limit);
    } else {
      LOG.info("the journal has room to grow again");
    }
  }

  @Override
  public void onFailure(JournalFailedException failure) {
    LOG.error("the journal failed, nothing is acknowledged any more", failure);
    listener.onFailure(failure);
  }

  @Override
  public void onWarning(String what) {
    LOG.warn("{}", what);
  }

  @Override
  public void onDamage(Damage damage) {
    integrity.add(damage);
  }
}
