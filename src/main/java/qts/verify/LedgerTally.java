package qts.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts the records of a segment as the ledger does. */
final class LedgerTally implements RecordSink {
  private static final int REJECTED = 3;
  private static final int BLOCKED = 4;
  private static final int GAP = 5;
  private static final int SHED = 6;
  private static final int LEDGER = 7;
  private static final int LIFECYCLE = 8;
  private static final int SAFETY = 12;
  private static final int RULES = 13;

  private final List<LedgerSpan> spans = new ArrayList<>();
  private LedgerSpan span = new LedgerSpan();
  private byte[] lastStream = {};
  private @Nullable Account lastAccount;

  LedgerTally() {
    spans.add(span);
  }

  List<LedgerSpan> spans() {
    return spans;
  }

  @Override
  public void accept(StoredRecord record, byte[] stream) {
    switch (record.kind()) {
      case LEDGER -> endSpan(record);
      case SHED, LIFECYCLE, SAFETY, RULES -> {}
      default -> count(record, account(stream));
    }
  }

  private void endSpan(StoredRecord record) {
    span.end = record.position();
    span.ledger = record.payload();
    span = new LedgerSpan();
    spans.add(span);
    lastAccount = null;
  }

  private Account account(byte[] stream) {
    Account account = lastAccount;
    if (account == null || !Arrays.equals(stream, lastStream)) {
      account = span.account(new String(stream, UTF_8));
      lastStream = stream;
      lastAccount = account;
    }
    return account;
  }

  private static void count(StoredRecord record, Account account) {
    account.sequence = Math.max(account.sequence, record.sequence());
    switch (record.kind()) {
      case REJECTED -> account.rejected++;
      case BLOCKED -> account.blocked++;
      case GAP -> {}
      default -> account.recorded++;
    }
  }
}
