package qts.runtime.query;

import qts.journal.RecordKind;

/** When records happened. */
final class EventTime {
  private EventTime() {}

  /** Whether the record lies within the asked time; a silence does when any part of it does. */
  static boolean isWithin(StoredRecord record, RecordQuery query) {
    long at = record.eventMillis();
    return at < query.toMillis()
        && (at >= query.fromMillis()
            || (record.kind() == RecordKind.GAP
                && record.json().path("end_ms").asLong(at) > query.fromMillis()));
  }
}
