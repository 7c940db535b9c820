package qts.runtime.bench;

import org.HdrHistogram.Histogram;

/**
 * One measured line.
 *
 * @param door how the snapshots came in
 * @param batch how many a call or request carried
 * @param senders how many threads or connections sent them
 * @param latency the time from sending a batch to its durable acknowledgement, nanoseconds
 * @param diskBytes what the journal wrote for a record, on average
 */
public record Result(
    String door,
    int batch,
    int senders,
    long snapshots,
    double seconds,
    Histogram latency,
    double diskBytes) {

  public double perSecond() {
    return snapshots / seconds;
  }

  /** The latency at a percentile, microseconds. */
  public double micros(double percentile) {
    return latency.getValueAtPercentile(percentile) / 1000.0;
  }
}
