package qts.runtime.question;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import qts.decision.Block;
import qts.decision.Decision;
import qts.decision.DecisionReader;
import qts.decision.DecisionReading;
import qts.decision.Header;
import qts.decision.Judgment;
import qts.decision.NonExecution;
import qts.decision.SnapshotRef;
import qts.runtime.query.StoredRecord;

/** Puts decisions together by the judgment they belong to. */
final class Courses {
  private final Map<String, Parts> byJudgment = new LinkedHashMap<>();
  private int decisions;
  private boolean truncated;

  /** Takes a recorded decision. */
  void add(StoredRecord record) {
    if (decisions >= Surroundings.MAX_DECISIONS) {
      truncated = true;
      return;
    }
    if (DecisionReader.read(record.payload()) instanceof DecisionReading.Accepted accepted) {
      decisions++;
      add(accepted.decision(), record.position(), record.eventMillis());
    }
  }

  private void add(Decision decision, long position, long eventMillis) {
    String id = decision.header().decisionId();
    String key = id == null || id.isEmpty() ? "\n" + position : id;
    Parts parts = byJudgment.computeIfAbsent(key, first -> new Parts());
    switch (decision) {
      case Judgment judgment -> parts.judgments.add(new Course.Stood<>(judgment, position));
      case Block block -> parts.blocks.add(new Course.Stood<>(block, position));
      case NonExecution not -> parts.nonExecutions.add(new Course.Stood<>(not, position));
    }
    parts.eventMillis = Math.max(parts.eventMillis, eventMillis);
  }

  boolean isTruncated() {
    return truncated;
  }

  /** All of them, the nearest to {@code at} first; of equally near ones those with an order. */
  List<Course> nearestTo(long at, Map<String, Long> eventOfRun) {
    List<Course> courses = new ArrayList<>();
    byJudgment.values().forEach(parts -> courses.add(parts.course(eventOfRun)));
    courses.sort(
        Comparator.comparingLong((Course course) -> Math.abs(course.moment() - at))
            .thenComparing(course -> course.result() == Course.Result.NO_ORDER)
            .thenComparingLong(Course::position));
    return courses;
  }

  /** What belongs to one judgment. */
  private static final class Parts {
    private final List<Course.Stood<Judgment>> judgments = new ArrayList<>();
    private final List<Course.Stood<Block>> blocks = new ArrayList<>();
    private final List<Course.Stood<NonExecution>> nonExecutions = new ArrayList<>();
    private long eventMillis = Long.MIN_VALUE;

    Course course(Map<String, Long> eventOfRun) {
      Course.Stood<Judgment> judgment = judgments.isEmpty() ? null : judgments.getFirst();
      Course course = new Course(judgment, blocks, nonExecutions, eventMillis);
      return new Course(
          judgment, blocks, nonExecutions, moment(course.decision().header(), eventOfRun));
    }

    private long moment(Header header, Map<String, Long> eventOfRun) {
      long newest = Long.MIN_VALUE;
      for (SnapshotRef ref : header.links().restsOn()) {
        newest = Math.max(newest, eventOfRun.getOrDefault(ref.runId(), Long.MIN_VALUE));
      }
      return newest == Long.MIN_VALUE ? eventMillis : newest;
    }
  }
}
