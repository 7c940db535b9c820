package qts.runtime.judging;

import java.util.List;
import org.jspecify.annotations.Nullable;
import qts.decision.Sha256;
import qts.decision.rules.SnapshotView;

/**
 * A snapshot of the journal as rules see it, read by {@link SnapshotReading}. Its bytes are those
 * it was read from: the content hash may be asked for as long as they are there. Not for use by
 * several threads at once.
 */
final class JournalSnapshot implements SnapshotView {
  private final String symbol;
  private final String market;
  private final String runId;
  private final long eventMillis;
  private final long receiveMillis;
  private final SnapshotReading reading;
  private final double[] numbers;
  private final List<String> tags;
  private final byte[] bytes;
  private final int from;
  private final int to;
  private @Nullable String contentHash;

  /**
   * @param numbers by the slots of {@code reading}
   * @param bytes hold the snapshot as received at {@code [from, to)}
   */
  JournalSnapshot(
      String symbol,
      String market,
      String runId,
      long eventMillis,
      long receiveMillis,
      SnapshotReading reading,
      double[] numbers,
      List<String> tags,
      byte[] bytes,
      int from,
      int to) {
    this.symbol = symbol;
    this.market = market;
    this.runId = runId;
    this.eventMillis = eventMillis;
    this.receiveMillis = receiveMillis;
    this.reading = reading;
    this.numbers = numbers;
    this.tags = tags;
    this.bytes = bytes;
    this.from = from;
    this.to = to;
  }

  @Override
  public String symbol() {
    return symbol;
  }

  @Override
  public String market() {
    return market;
  }

  @Override
  public long eventMillis() {
    return eventMillis;
  }

  @Override
  public long receiveMillis() {
    return receiveMillis;
  }

  @Override
  public String runId() {
    return runId;
  }

  @Override
  public String contentHash() {
    String known = contentHash;
    if (known == null) {
      known = Sha256.hex(bytes, from, to);
      contentHash = known;
    }
    return known;
  }

  @Override
  public double number(String path) {
    int slot = reading.slot(path);
    return slot < 0 ? Double.NaN : numbers[slot];
  }

  @Override
  public List<String> tags() {
    return tags;
  }
}
