package qts.runtime.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import qts.journal.Damage;
import qts.journal.Group;
import qts.journal.RecordKind;
import qts.journal.RecordVisitor;

/**
 * Counts, in a part of the journal, the records that tell what is not there: inputs that were
 * rejected, blocked or shed, and silences. Where a query names a symbol or session, those that name
 * another are left out; those that name none may be of any and are counted.
 */
final class RefusedAndSilent implements RecordVisitor {
  /** The kinds it looks at. */
  static final int KINDS =
      RecordKind.REJECTED.bit()
          | RecordKind.BLOCKED.bit()
          | RecordKind.SHED.bit()
          | RecordKind.GAP.bit();

  private final RecordQuery query;
  private final StoredRecord record;
  private final Losses losses;
  private final List<Completeness.Silence> silences = new ArrayList<>();
  private long rejected;
  private long blocked;
  private long shed;
  private long gaps;

  RefusedAndSilent(RecordQuery query, StoredRecord record, Losses losses) {
    this.query = query;
    this.record = record;
    this.losses = losses;
  }

  @Override
  public boolean onRecord(Group group, int i) {
    record.moveTo(group, i);
    if (EventTime.isWithin(record, query)
        && concerns(query.symbol(), "symbol")
        && concerns(query.session(), "session_id")) {
      count();
    }
    return true;
  }

  private boolean concerns(Optional<String> asked, String member) {
    if (asked.isEmpty()) {
      return true;
    }
    String named = record.member(member);
    return named.isEmpty() || named.equals(asked.get());
  }

  private void count() {
    switch (record.kind()) {
      case REJECTED -> rejected++;
      case BLOCKED -> blocked++;
      case SHED -> shed += record.json().path("shed").asLong(0);
      case GAP -> addGap();
      case SNAPSHOT, PATTERN, LEDGER, LIFECYCLE, JUDGMENT, BLOCK, NON_EXECUTION, SAFETY, RULES -> {}
    }
  }

  private void addGap() {
    gaps++;
    if (silences.size() < Completeness.MAX_LISTED) {
      silences.add(new Completeness.Silence(record.position(), record.json().toString()));
    }
  }

  @Override
  public void onDamage(Damage damage) {
    losses.add(damage);
  }

  Completeness completeness(long records, long first, long last, boolean liveEdge) {
    return new Completeness(
        records,
        first,
        last,
        liveEdge,
        rejected,
        blocked,
        shed,
        gaps,
        silences,
        losses.count(first, last),
        losses.list(first, last));
  }
}
