package qts.verify;

import java.util.Optional;

/** Takes the segments of a journal in order, and keeps of each only what the next ones need. */
final class JournalSummary {
  private final Optional<Watermark> mark;
  private final boolean ledger;
  private final GroupSink sink;
  private final Findings findings;
  private final SegmentLinks links;
  private final Findings ofLedger = new Findings();
  private final LedgerCheck ledgerCheck = new LedgerCheck(ofLedger);
  private boolean readable = true;
  private boolean closed;
  private int segments;
  private long groups;
  private long records;
  private long firstPosition;

  /**
   * @param ledger whether the ledger is computed again
   * @param sink is shown the groups before the first segment that could not be read: of what
   *     follows it, nothing is known
   * @param findings gets what is wrong
   */
  JournalSummary(Optional<Watermark> mark, boolean ledger, GroupSink sink, Findings findings) {
    this.mark = mark;
    this.ledger = ledger;
    this.sink = sink;
    this.findings = findings;
    this.links = new SegmentLinks(mark, findings);
  }

  /**
   * The next segment.
   *
   * @param last whether it is the newest
   */
  void add(SegmentResult result, boolean last) {
    links.add(result, last);
    readable &= result.readable;
    if (readable) {
      result.groups.show(sink);
    }
    if (readable && ledger) {
      ledgerCheck.add(result.file, result.ledger);
    }
    firstPosition = segments == 0 ? result.firstPosition : firstPosition;
    segments++;
    groups += result.groups.count();
    records += result.records;
    closed = last && mark.isPresent() && mark.get().closed() && endsAt(mark.get(), result);
    result.letGo();
  }

  /** Whether nothing was written behind the watermark, also nothing without a record. */
  private static boolean endsAt(Watermark mark, SegmentResult result) {
    return result.number == mark.segment() && result.end == mark.endOffset();
  }

  /** After the newest segment. */
  void finish() {
    links.finish();
    if (ledger) {
      ledgerCheck.finish();
      findings.addAll(ofLedger);
    }
  }

  JournalReport report(String folder, long bytes) {
    return new JournalReport(
        folder,
        links.journalId(),
        segments,
        groups,
        records,
        firstPosition,
        links.nextPosition(),
        links.durable(),
        links.newestMillis(),
        closed,
        bytes,
        ledger ? ledgerCheck.ledgers() : -1,
        findings);
  }
}
