package qts.runtime.question;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import qts.decision.rules.RuleSet;
import qts.journal.JournalReader;
import qts.observer.Calendars;
import qts.runtime.query.Losses;
import qts.runtime.query.RecordJson;

/**
 * Everything that is needed to say why nothing was done in a symbol at a moment.
 *
 * @param before the newest snapshot at or before the moment, however long before
 * @param after the first snapshot after the moment, however long after
 * @param explained what was decided around the moment, the nearest first
 * @param rules the rule set that was in force
 * @param absence when the recorder did not run, where the moment lies in it
 * @param marketClosed whether the symbol's market was closed by its trading hours
 */
record Scene(
    String symbol,
    Moment at,
    long windowMillis,
    Surroundings around,
    Optional<SnapshotIndex.Found> before,
    Optional<SnapshotIndex.Found> after,
    List<Explained> explained,
    SafetyThen safety,
    Optional<RuleSet> rules,
    Optional<Presence.Absence> absence,
    boolean marketClosed) {
  /** The most courses of decisions that are told one by one. */
  static final int MAX_EXPLAINED = 20;

  Scene {
    explained = List.copyOf(explained);
  }

  /** A course of decisions with the rules that were enough to block it. */
  record Explained(Course course, Optional<BlockingSet> blockingSet) {

    /**
     * What became of it. Rules that block when they are asked again blocked, also where their
     * record is one of many repeats.
     */
    Course.Result result() {
      boolean blocked =
          blockingSet.filter(set -> set.isAsked() && !set.rules().isEmpty()).isPresent();
      return blocked ? Course.Result.BLOCKED : course.result();
    }
  }

  static Scene of(
      JournalReader reader,
      WhyNotQuery query,
      Moment at,
      Neighbours symbol,
      Calendars calendars,
      RecordJson json,
      Losses losses)
      throws IOException {
    Surroundings around = around(reader, query, at, json, losses);
    Optional<SnapshotIndex.Found> before = around.newestBefore();
    Optional<SnapshotIndex.Found> after = around.firstAfter();
    before = before.isPresent() ? before : symbol.before(at.millis());
    after = after.isPresent() ? after : symbol.after(at.millis());
    RuleSets ruleSets = new RuleSets(reader);
    List<Course> courses = around.courses();
    long position = position(reader, courses, around, at);
    String market =
        (before.isPresent() ? before : after).map(SnapshotIndex.Found::market).orElse("");
    return new Scene(
        query.symbol(),
        at,
        query.windowMillis(),
        around,
        before,
        after,
        explained(courses, ruleSets),
        SafetyThen.at(reader, position),
        ruleSets.inForceAt(position).filter(set -> set.looksAt(query.symbol(), market)),
        Presence.read(reader).absenceAt(at.millis()),
        calendars.of(market).openMillis(at.millis(), at.millis() + 1) == 0);
  }

  private static Surroundings around(
      JournalReader reader, WhyNotQuery query, Moment at, RecordJson json, Losses losses)
      throws IOException {
    Surroundings around = new Surroundings(at.millis(), query.limit(), json);
    long from = at.millis() - query.windowMillis();
    long to = at.millis() + query.windowMillis() + 1;
    TimelineQuery timeline =
        new TimelineQuery(
            TimelineQuery.By.SYMBOL, query.symbol(), from, to, Integer.MAX_VALUE, Optional.empty());
    Stretch stretch = Stretch.of(reader, from, to, Belonging.KINDS);
    new SymbolTimeline(timeline, stretch, around, losses).run(reader);
    return around;
  }

  /** Where in the order of records the moment lies. */
  private static long position(
      JournalReader reader, List<Course> courses, Surroundings around, Moment at)
      throws IOException {
    if (!courses.isEmpty()) {
      return courses.getFirst().position();
    }
    Optional<SnapshotIndex.Found> seen = around.newestBefore().or(around::firstAfter);
    return seen.isPresent() ? seen.get().position() : ReceivedBy.lastPosition(reader, at.millis());
  }

  private static List<Explained> explained(List<Course> courses, RuleSets ruleSets)
      throws IOException {
    List<Explained> explained = new ArrayList<>();
    for (Course course : courses.subList(0, Math.min(courses.size(), MAX_EXPLAINED))) {
      explained.add(new Explained(course, BlockingSet.of(course, ruleSets)));
    }
    return explained;
  }
}
