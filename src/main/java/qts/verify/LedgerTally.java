package qts.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private final List<LedgerSpan> spans = new ArrayList<>();
  private LedgerSpan span = new LedgerSpan();
  private long offset;
  private long second = Long.MIN_VALUE;
  private byte[] lastStream = {};
  private @Nullable Account lastAccount;

  LedgerTally() {
    spans.add(span);
  }

  List<LedgerSpan> spans() {
    return spans;
  }

  @Override
  public void frame(long offset) {
    this.offset = offset;
  }

  @Override
  public void accept(StoredRecord record, byte[] stream) {
    span.position = record.position();
    span.offset = offset;
    switch (record.kind()) {
      case LEDGER -> {
        span.ledger = PackedBytes.of(record.payload());
        end(LedgerSpan.End.LEDGER);
      }
      case LIFECYCLE -> {
        if (isStart(record.payload())) {
          end(LedgerSpan.End.START);
        }
      }
      case SHED -> span.shed += shed(record.payload());
      case SAFETY, RULES -> {}
      default -> count(record, account(stream));
    }
  }

  private void end(LedgerSpan.End end) {
    span.end = end;
    span = new LedgerSpan();
    spans.add(span);
    lastAccount = null;
    second = Long.MIN_VALUE;
  }

  private static boolean isStart(byte[] payload) {
    return "start".equals(json(payload).get("event"));
  }

  private static long shed(byte[] payload) {
    Map<?, ?> shed = json(payload);
    return shed.containsKey("shed") ? JsonText.number(shed, "shed") : 0;
  }

  /** The recorder's own records are JSON objects; whatever else one is tells nothing. */
  private static Map<?, ?> json(byte[] payload) {
    try {
      return JsonText.parse(payload) instanceof Map<?, ?> object ? object : Map.of();
    } catch (DamagedBodyException e) {
      return Map.of();
    }
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

  private void count(StoredRecord record, Account account) {
    countSecond(record);
    account.sequence = Math.max(account.sequence, record.sequence());
    switch (record.kind()) {
      case REJECTED -> account.rejected++;
      case BLOCKED -> account.blocked++;
      case GAP -> {}
      default -> account.recorded++;
    }
  }

  /** A silence leaves a record, but nothing came. */
  private void countSecond(StoredRecord record) {
    long now = Math.floorDiv(record.monotonicNanos(), NANOS_PER_SECOND);
    if (now != second && record.kind() != GAP) {
      second = now;
      span.seconds++;
    }
  }
}
