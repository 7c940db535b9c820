package qts.runtime.question;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import qts.journal.RecordKind;
import qts.observer.Field;
import qts.observer.Utf8Buffer;
import qts.runtime.query.RecordJson;
import qts.runtime.query.RecordSink;
import qts.runtime.query.StoredRecord;

/**
 * What is recorded about a symbol around a moment: how much of everything, the records nearest to
 * the moment, and what is needed of them to explain it. Holds a bounded number.
 */
final class Surroundings implements RecordSink {
  /** The most decisions that are looked at; the answer tells when there are more. */
  static final int MAX_DECISIONS = 10_000;

  private static final int MAX_EVENTS = 10_000;

  private final long at;
  private final int chainLimit;
  private final RecordJson json;
  private final Map<RecordKind, Long> counts = new EnumMap<>(RecordKind.class);
  private final Deque<Link> before = new ArrayDeque<>();
  private final Deque<Link> after = new ArrayDeque<>();
  private final Courses courses = new Courses();
  private final Map<String, Long> refusals = new TreeMap<>();
  private final List<Silence> silences = new ArrayList<>();
  private final Map<String, Long> eventOfRun = new LinkedHashMap<>();
  private SnapshotIndex.@Nullable Found newestBefore;
  private SnapshotIndex.@Nullable Found firstAfter;
  private long shed;

  /**
   * @param at the moment, epoch milliseconds
   * @param chainLimit how many records are kept as they are
   */
  Surroundings(long at, int chainLimit, RecordJson json) {
    this.at = at;
    this.chainLimit = chainLimit;
    this.json = json;
  }

  /** A record as it goes out. */
  record Link(long position, String json) {}

  /** A recorded silence, of the symbol or of a whole source. */
  record Silence(long fromMillis, long toMillis, String severity, String scope, String source) {}

  @Override
  public void accept(StoredRecord record) throws IOException {
    counts.merge(record.kind(), 1L, Long::sum);
    keep(record);
    switch (record.kind()) {
      case SNAPSHOT, PATTERN -> onSnapshot(record);
      case JUDGMENT, BLOCK, NON_EXECUTION -> courses.add(record);
      case REJECTED, BLOCKED -> refusals.merge(record.member("rule"), 1L, Long::sum);
      case GAP -> onSilence(record);
      case SHED -> shed += record.json().path("shed").asLong(0);
      case LEDGER, LIFECYCLE, SAFETY, RULES -> {}
    }
  }

  private void keep(StoredRecord record) {
    boolean isBefore = record.eventMillis() <= at;
    Utf8Buffer line = new Utf8Buffer();
    if (isBefore || after.size() < chainLimit / 2) {
      json.write(record, line);
      (isBefore ? before : after).add(new Link(record.position(), line.toString()));
    }
    if (before.size() > chainLimit - chainLimit / 2) {
      before.removeFirst();
    }
  }

  private void onSnapshot(StoredRecord record) {
    long event = record.eventMillis();
    if (eventOfRun.size() < MAX_EVENTS) {
      eventOfRun.put(record.snapshot().decoded(Field.RUN_ID), event);
    }
    if (event <= at && (newestBefore == null || event >= newestBefore.eventMillis())) {
      newestBefore = SnapshotIndex.describe(record);
    }
    if (event > at && (firstAfter == null || event < firstAfter.eventMillis())) {
      firstAfter = SnapshotIndex.describe(record);
    }
  }

  private void onSilence(StoredRecord record) {
    if (silences.size() < MAX_EVENTS) {
      silences.add(
          new Silence(
              record.json().path("start_ms").asLong(0),
              record.json().path("end_ms").asLong(0),
              record.member("severity"),
              record.member("scope"),
              record.member("source")));
    }
  }

  long count(RecordKind kind) {
    return counts.getOrDefault(kind, 0L);
  }

  /** How many snapshots there are, recorded here or taken over. */
  long snapshots() {
    return count(RecordKind.SNAPSHOT) + count(RecordKind.PATTERN);
  }

  /** How many inputs found no room. */
  long shed() {
    return shed;
  }

  /** How many inputs each rule refused. */
  Map<String, Long> refusals() {
    return refusals;
  }

  /** The silences that the moment lies in. */
  List<Silence> silencesAtMoment() {
    return silences.stream().filter(s -> s.fromMillis < at && at < s.toMillis).toList();
  }

  /** The newest snapshot at or before the moment. */
  Optional<SnapshotIndex.Found> newestBefore() {
    return Optional.ofNullable(newestBefore);
  }

  /** The first snapshot after the moment. */
  Optional<SnapshotIndex.Found> firstAfter() {
    return Optional.ofNullable(firstAfter);
  }

  /** What was decided, the nearest to the moment first. */
  List<Course> courses() {
    return courses.nearestTo(at, eventOfRun);
  }

  boolean isTruncated() {
    return courses.isTruncated();
  }

  /** The records nearest to the moment, in order. */
  List<Link> chain() {
    List<Link> all = new ArrayList<>(before);
    all.addAll(after);
    all.sort(Comparator.comparingLong(Link::position));
    return all;
  }
}
