package qts.runtime.question;

import java.util.function.Predicate;
import qts.journal.RecordKind;
import qts.runtime.query.StoredRecord;

/**
 * Whether records that are neither snapshots nor decisions belong to a course of events: what tells
 * of refused inputs, of silences, of safety, of rules, of the recorder itself.
 */
final class Belonging {
  /** The kinds that a timeline looks at. */
  static final int KINDS = ~RecordKind.LEDGER.bit();

  private Belonging() {}

  /**
   * Whether the record is of that time and of one of the symbols, or of none in particular.
   *
   * @param symbols which symbols are meant
   */
  static boolean of(
      StoredRecord record, long fromMillis, long toMillis, Predicate<String> symbols) {
    return isWithin(record, fromMillis, toMillis) && concerns(record, symbols);
  }

  private static boolean isWithin(StoredRecord record, long fromMillis, long toMillis) {
    long at = record.eventMillis();
    return at < toMillis
        && (at >= fromMillis
            || (record.kind() == RecordKind.GAP
                && record.json().path("end_ms").asLong(at) > fromMillis));
  }

  private static boolean concerns(StoredRecord record, Predicate<String> symbols) {
    String symbol = record.member("symbol");
    return switch (record.kind()) {
      case REJECTED, BLOCKED -> symbols.test(symbol);
      case GAP, SAFETY -> symbol.isEmpty() || symbols.test(symbol);
      case LIFECYCLE, SHED, RULES -> true;
      case SNAPSHOT, PATTERN, JUDGMENT, BLOCK, NON_EXECUTION, LEDGER -> false;
    };
  }
}
