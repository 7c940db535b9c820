package qts.verify;

import java.util.Optional;
import java.util.UUID;

/**
 * What the verification of a journal found.
 *
 * @param groups how many groups could be read
 * @param nextPosition the position behind the last record
 * @param durable the last position that the journal calls durable, −1 for none
 * @param newestMillis when the newest record was received, epoch milliseconds
 * @param ledgers how many ledger records were compared; −1 when that was not asked for
 * @param closed whether the writer ended in order
 */
record JournalReport(
    String folder,
    Optional<UUID> journalId,
    int segments,
    long groups,
    long records,
    long firstPosition,
    long nextPosition,
    long durable,
    long newestMillis,
    boolean closed,
    long bytes,
    long ledgers,
    Findings findings) {

  /** Whether every segment could be read. */
  boolean isReadable() {
    return findings.unreadable().isEmpty();
  }
}
