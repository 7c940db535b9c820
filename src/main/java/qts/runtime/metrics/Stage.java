package qts.runtime.metrics;

import java.util.Locale;

/** The stages snapshots go through, as the latency histogram names them. */
enum Stage {
  /** The body arrives and is unpacked. */
  RECEIVE,
  /** Scanning, ordering, rules, guard, notes, and the append in memory. */
  RECORD,
  /** Waiting until the records are on the disk. */
  COMMIT,
  /** The whole request, until the answer is ready. */
  TOTAL;

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
