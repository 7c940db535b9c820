package qts.runtime.telemetry;

import io.opentelemetry.api.common.Attributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What counters and distributions showed when they were last sent, to send only what came since.
 * Used by one thread at a time.
 */
final class Readings {
  private final Map<Series, Reading> sent = new HashMap<>();

  private record Series(String metric, Attributes labels) {
    static Series of(Sample sample) {
      return new Series(sample.metric(), sample.labels());
    }
  }

  /**
   * What one shows.
   *
   * @param sum the value of a counter or a gauge, or the sum of what was observed
   * @param count how many observations that are; 1 for a counter or a gauge
   */
  record Reading(double sum, long count) {}

  /** What is to be sent of {@code sample}: what came since, or all of it where it began anew. */
  Reading toSend(Sample sample) {
    Reading now = sample.reading();
    Reading last = sample.kind() == Sample.Kind.GAUGE ? null : sent.get(Series.of(sample));
    if (last == null || now.count() < last.count() || now.sum() < last.sum()) {
      return now;
    }
    return sample.kind() == Sample.Kind.COUNTER
        ? new Reading(now.sum() - last.sum(), 1)
        : new Reading(now.sum() - last.sum(), now.count() - last.count());
  }

  /** Takes note that these have been sent. */
  void sent(List<Sample> samples) {
    samples.forEach(sample -> sent.put(Series.of(sample), sample.reading()));
  }
}
