package qts.verify;

import java.util.LinkedHashMap;
import java.util.Map;

/** The records from one ledger record to the next within a segment, counted. */
final class LedgerSpan {
  private static final byte[] NONE = {};

  /** What the records give, by stream. */
  final Map<String, Account> counted = new LinkedHashMap<>();

  /** Where the ledger record is that ends the span; −1 where the segment ends first. */
  long end = -1;

  /** The payload of that record. */
  byte[] ledger = NONE;

  Account account(String stream) {
    return counted.computeIfAbsent(stream, name -> new Account());
  }
}
