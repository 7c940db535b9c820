package qts.verify;

import java.util.LinkedHashMap;
import java.util.Map;

/** The records of a segment up to one that the ledger's account depends on, counted. */
final class LedgerSpan {
  /** What the records give, by stream. */
  final Map<String, Account> counted = new LinkedHashMap<>();

  /** In how many different seconds of the monotonic clock they came. */
  long seconds;

  /** How many inputs the shed records among them tell of. */
  long shed;

  /** What the span ends with. */
  End end = End.SEGMENT;

  /** The last record; −1 while there is none. */
  long position = -1;

  /** The frame that record is in, bytes. */
  long offset;

  /** The payload of the last record when it is a ledger record. */
  PackedBytes ledger = PackedBytes.NONE;

  /** What can end a span. */
  enum End {
    SEGMENT,
    LEDGER,
    START
  }

  Account account(String stream) {
    return counted.computeIfAbsent(stream, name -> new Account());
  }
}
