package qts.runtime.query;

import java.util.Optional;
import qts.observer.Field;

/** Tells whether a record is one that is asked for. Not for use by several threads at once. */
public final class RecordFilter {
  private final RecordQuery query;
  private final Optional<TagTest> tag;

  public RecordFilter(RecordQuery query) {
    this.query = query;
    this.tag = query.tag().map(TagTest::new);
  }

  public boolean matches(StoredRecord record) {
    return (record.kind().bit() & query.kinds()) != 0
        && EventTime.isWithin(record, query)
        && (query.session().isEmpty() || isOf(record, Field.SESSION_ID, query.session().get()))
        && (query.symbol().isEmpty() || isOf(record, Field.SYMBOL, query.symbol().get()))
        && (query.runId().isEmpty() || isOf(record, Field.RUN_ID, query.runId().get()))
        && (tag.isEmpty() || tag.get().holds(record));
  }

  /** Whether the record has or, as evidence of an input or a silence, names {@code text}. */
  private static boolean isOf(StoredRecord record, Field field, String text) {
    return switch (record.kind()) {
      case SNAPSHOT, PATTERN -> record.snapshot().decoded(field).equals(text);
      case REJECTED, BLOCKED, GAP -> record.member(nameOf(field)).equals(text);
      case JUDGMENT, BLOCK, NON_EXECUTION -> isOfDecision(record, field, text);
      case SAFETY -> field == Field.SYMBOL && record.member("symbol").equals(text);
      case SHED, LEDGER, LIFECYCLE, RULES -> false;
    };
  }

  /** A decision belongs to its strategy's session; it is not a run of its own. */
  private static boolean isOfDecision(StoredRecord record, Field field, String text) {
    return switch (field) {
      case SESSION_ID -> record.stream().session().equals(text);
      case SYMBOL -> record.decisionSymbol().equals(text);
      default -> false;
    };
  }

  private static String nameOf(Field field) {
    return field.path().substring(field.path().lastIndexOf('.') + 1);
  }
}
