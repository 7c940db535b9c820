package qts.peers;

import qts.runtime.bench.CanonicalSnapshots;

/** Canonical snapshots, new ones at every {@link #renew}. */
final class Batch {
  private final CanonicalSnapshots snapshots;
  private long millis;

  /** A batch of {@code count}; {@code seed} decides ids and prices. */
  Batch(int count, long seed) {
    this.snapshots = new CanonicalSnapshots(count, "bench", seed);
  }

  void renew() {
    millis = System.currentTimeMillis();
    snapshots.refill(millis);
  }

  /** When they were observed, epoch milliseconds. */
  long millis() {
    return millis;
  }

  byte[] bytes() {
    return snapshots.body();
  }

  int count() {
    return snapshots.count();
  }

  /** The bytes of one record. */
  int length() {
    return snapshots.snapshotBytes();
  }

  /** Where record {@code i} begins. */
  int from(int i) {
    return i * (length() + 1);
  }
}
