package qts.runtime.question;

import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import qts.journal.Damage;
import qts.journal.Group;
import qts.journal.JournalReader;
import qts.journal.ReadRange;
import qts.journal.RecordKind;
import qts.journal.RecordVisitor;
import qts.runtime.query.Losses;
import qts.runtime.query.RecordSink;
import qts.runtime.query.StoredRecord;

/**
 * A course of events found by its links: decisions are read through until nothing new leads to any
 * of them, the snapshots they rest on come from the index, and what the recorder and safety did
 * meanwhile is put in between.
 */
final class LinkedTimeline {
  /** The most records of a course of events; one with more is told in part. */
  static final int MAX_RECORDS = 100_000;

  private static final int REFUSED = RecordKind.REJECTED.bit() | RecordKind.BLOCKED.bit();

  private final TimelineQuery query;
  private final JournalReader reader;
  private final Losses losses;
  private final CauseAndEffect links;
  private final SnapshotIndex index;
  private final StoredRecord record = new StoredRecord();
  private final TreeSet<Long> positions = new TreeSet<>();
  private final Set<String> symbols = new HashSet<>();
  private final Unresolved unresolved = new Unresolved();
  private boolean truncated;

  LinkedTimeline(TimelineQuery query, JournalReader reader, Losses losses) {
    this.query = query;
    this.reader = reader;
    this.losses = losses;
    this.links = new CauseAndEffect(query);
    this.index = new SnapshotIndex(reader, losses);
  }

  /** Finds all of it. */
  void find(Stretch stretch) throws IOException {
    if (!stretch.isEmpty()) {
      findDecisions(stretch);
    }
    findSnapshots();
    if (!positions.isEmpty()) {
      findMeanwhile(positions.first(), positions.last());
    }
  }

  /** A decision found late may lead to others that were passed before. */
  private void findDecisions(Stretch stretch) throws IOException {
    DecisionPass pass = new DecisionPass(stretch);
    long to = Long.MAX_VALUE;
    while (to >= stretch.first()) {
      pass.grownAt = -1;
      reader.forward(
          ReadRange.everything()
              .positions(stretch.first(), to)
              .kinds(DecisionLinks.KINDS | REFUSED),
          pass);
      to = pass.grownAt - 1;
    }
  }

  private void findSnapshots() throws IOException {
    for (Map.Entry<String, String> wanted : links.snapshots().entrySet()) {
      SnapshotIndex.Found found = index.find(wanted.getKey());
      if (found == null) {
        unresolved.add(wanted.getKey(), Unresolved.NOT_RECORDED);
      } else {
        add(found.position());
        symbols.add(found.symbol());
        if (!wanted.getValue().isEmpty() && !found.hasHash(wanted.getValue())) {
          unresolved.add(wanted.getKey(), Unresolved.OTHER_CONTENT);
        }
      }
    }
    for (String cause : links.causes()) {
      SnapshotIndex.Found found = index.find(cause);
      if (found != null) {
        add(found.position());
      }
    }
  }

  private void findMeanwhile(long from, long to) throws IOException {
    int kinds = Belonging.KINDS & ~DecisionLinks.KINDS & ~REFUSED & ~SnapshotIndex.KINDS;
    reader.forward(
        ReadRange.everything().positions(from, to).kinds(kinds),
        new Pass() {
          @Override
          public boolean onRecord(Group group, int i) {
            record.moveTo(group, i);
            return !Belonging.of(record, Long.MIN_VALUE, Long.MAX_VALUE, symbols::contains)
                || add(group.position(i));
          }
        });
  }

  private boolean add(long position) {
    if (positions.size() >= MAX_RECORDS && !positions.contains(position)) {
      truncated = true;
      return false;
    }
    positions.add(position);
    return true;
  }

  /** The positions found, in order. */
  NavigableSet<Long> positions() {
    return positions;
  }

  /** The one symbol it is about; null when there are several or none. */
  @Nullable String symbol() {
    return symbols.size() == 1 ? symbols.iterator().next() : null;
  }

  Unresolved unresolved() {
    return unresolved;
  }

  boolean isTruncated() {
    return truncated || links.isTruncated();
  }

  /** Passes the records of one page on; returns the position to go on at, −1 when there is none. */
  long pass(RecordSink sink) throws IOException {
    long from = query.cursor().map(cursor -> cursor.position()).orElse(0L);
    int left = query.limit();
    Passing passing = new Passing(sink);
    for (long position : positions.tailSet(from)) {
      if (left-- == 0) {
        return position;
      }
      reader.at(position, passing);
      if (passing.failure != null) {
        throw passing.failure;
      }
    }
    return -1;
  }

  /** Reads through; damage is one of the answer's losses. */
  private abstract class Pass implements RecordVisitor {
    @Override
    public void onDamage(Damage damage) {
      losses.add(damage);
    }
  }

  /** Collects the decisions that belong to it, and the refused inputs that name it. */
  private final class DecisionPass extends Pass {
    private final Stretch stretch;
    private long grownAt = -1;

    DecisionPass(Stretch stretch) {
      this.stretch = stretch;
    }

    @Override
    public boolean onRecord(Group group, int i) {
      if (stretch.isPast(group, i)) {
        return false;
      }
      return DecisionLinks.isDecision(group.kind(i)) ? onDecision(group, i) : onRefused(group, i);
    }

    private boolean onDecision(Group group, int i) {
      DecisionLinks decision = DecisionLinks.read(group, i);
      if (!links.holds(decision)) {
        return true;
      }
      if (links.follow(decision)) {
        grownAt = group.position(i);
      }
      symbols.add(decision.symbol());
      return add(group.position(i));
    }

    private boolean onRefused(Group group, int i) {
      record.moveTo(group, i);
      boolean named =
          links.names(record.member("run_id")) || links.names(record.member("decision_id"));
      return !named || add(group.position(i));
    }
  }

  /** Gives records to the sink. */
  private final class Passing extends Pass {
    private final RecordSink sink;
    private @Nullable IOException failure;

    Passing(RecordSink sink) {
      this.sink = sink;
    }

    @Override
    public boolean onRecord(Group group, int i) {
      record.moveTo(group, i);
      try {
        sink.accept(record);
      } catch (IOException e) {
        failure = e;
      }
      return false;
    }
  }
}
