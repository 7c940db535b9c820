package qts.runtime.replay;

import java.util.List;
import org.HdrHistogram.Histogram;
import qts.runtime.recorder.Counts;

/**
 * What became of a file.
 *
 * @param counts the outcomes the service told
 * @param seconds how long sending took
 * @param ackNanos the time from when a batch was due to its durable acknowledgement
 * @param firstMillis the earliest time among the inputs, epoch milliseconds; {@link Input#UNTIMED}
 *     when none has one
 * @param refusals the first {@link #MAX_REFUSALS} refused inputs, a sentence each
 */
public record ReplayReport(
    Counts counts,
    double seconds,
    Histogram ackNanos,
    long firstMillis,
    long lastMillis,
    List<String> refusals) {

  /** How many refusals are told one by one. */
  public static final int MAX_REFUSALS = 20;

  public ReplayReport {
    refusals = List.copyOf(refusals);
  }

  public boolean isComplete() {
    return counts.recorded() + counts.duplicate() == counts.received();
  }

  public double perSecond() {
    return seconds > 0 ? counts.received() / seconds : 0;
  }

  /** A percentile of the acknowledgement latency, milliseconds. */
  public double ackMillis(double percentile) {
    return ackNanos.getValueAtPercentile(percentile) / 1e6;
  }
}
