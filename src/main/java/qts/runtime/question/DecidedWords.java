package qts.runtime.question;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import qts.decision.Decision;
import qts.decision.Judgment;
import qts.decision.Order;
import qts.decision.rules.RecordedLimit;
import qts.decision.rules.RuleSet;
import qts.logs.Counted;

/** Says why nothing was done where something was decided. */
final class DecidedWords {
  private final Scene scene;
  private final List<String> sentences = new ArrayList<>();

  DecidedWords(Scene scene) {
    this.scene = scene;
  }

  Explanation explain() {
    Scene.Explained nearest = scene.explained().getFirst();
    Cause cause = cause(nearest);
    sentences.add(
        cause == Cause.UNRESOLVED
            ? "Whether anything was traded in %s at %s is not recorded: %s."
                .formatted(scene.symbol(), scene.at().time(), because(nearest))
            : Explanation.answer(scene, because(nearest)));
    addRules(nearest);
    addMoment(nearest.course());
    addOthers();
    return new Explanation(cause, sentences);
  }

  private static Cause cause(Scene.Explained explained) {
    return switch (explained.result()) {
      case BLOCKED -> Cause.BLOCKED;
      case NOT_EXECUTED -> Cause.NOT_EXECUTED;
      case NO_ORDER -> Cause.NO_ORDER;
      case UNRESOLVED -> Cause.UNRESOLVED;
    };
  }

  private String because(Scene.Explained explained) {
    Course course = explained.course();
    return switch (explained.result()) {
      case BLOCKED -> intended(course) + " was blocked by " + rules(explained);
      case NOT_EXECUTED -> intended(course) + " was not executed: " + reason(course);
      case NO_ORDER -> noOrder(course);
      case UNRESOLVED ->
          intended(course)
              + " was judged, and neither a block nor a non-execution says what became of it";
    };
  }

  private String intended(Course course) {
    Order order = order(course);
    if (order == null && course.judgment() == null) {
      return "what was to be decided" + by(course);
    }
    return Words.order(order, scene.symbol()) + by(course);
  }

  /** The order of the judgment, else the one that a block or non-execution names. */
  private static @Nullable Order order(Course course) {
    List<Order> orders = new ArrayList<>();
    if (course.judgment() != null) {
      add(orders, course.judgment().decision().order());
    }
    course.blocks().forEach(block -> add(orders, block.decision().order()));
    course.nonExecutions().forEach(not -> add(orders, not.decision().order()));
    return orders.isEmpty() ? null : orders.getFirst();
  }

  private static void add(List<Order> to, @Nullable Order order) {
    if (order != null) {
      to.add(order);
    }
  }

  private static String by(Course course) {
    return course.strategy().isEmpty() ? "" : " by " + course.strategy();
  }

  private static String rules(Scene.Explained explained) {
    int count = explained.blockingSet().map(set -> set.rules().size()).orElse(1);
    return count == 1
        ? "one rule, which alone was enough"
        : count + " rules, each of which alone would have been enough";
  }

  private static String reason(Course course) {
    return course.nonExecutions().getFirst().decision().reason();
  }

  private static String noOrder(Course course) {
    Decision decision = course.decision();
    if (!(decision instanceof Judgment judgment)) {
      return "nothing was intended";
    }
    String who = course.strategy().isEmpty() ? "the strategy" : course.strategy();
    String reason = judgment.reason() == null ? "" : ": " + judgment.reason();
    return who + " judged " + judgment.action() + reason;
  }

  private void addRules(Scene.Explained explained) {
    Optional<BlockingSet> set = explained.blockingSet();
    if (set.isEmpty()) {
      return;
    }
    set.get().rules().forEach(rule -> sentences.add("- " + Words.rule(rule) + "."));
    if (set.get().isAsked()) {
      addAsked(set.get(), Objects.requireNonNull(set.get().ruleSet()));
    } else if (!set.get().rules().isEmpty()) {
      addReported(set.get());
    }
  }

  private void addAsked(BlockingSet set, RuleSet rules) {
    String asked =
        "This was found by asking the rules of %s version %s again on the recorded input"
            .formatted(rules.name(), rules.version());
    if (set.notFound().isEmpty() && set.notRecorded().isEmpty()) {
      sentences.add(asked + "; the recorded blocks say the same.");
      return;
    }
    sentences.add(asked + ".");
    if (!set.notRecorded().isEmpty()) {
      sentences.add(
          "No block of its own is recorded of %s: repeats within a second become one record with"
                  .formatted(String.join(", ", set.notRecorded()))
              + " their count.");
    }
    if (!set.notFound().isEmpty()) {
      sentences.add(
          "Recorded, but not found when asked again: %s."
              .formatted(String.join(", ", set.notFound())));
    }
  }

  private void addReported(BlockingSet set) {
    long confirmed = count(set, RecordedLimit.CONFIRMED);
    long undecided = count(set, RecordedLimit.UNDECIDED);
    String could =
        confirmed == 0 ? "" : "; the recorded limit and value confirm " + confirmed + " of them";
    String not =
        undecided == 0
            ? ""
            : "; of " + undecided + " they do not say by themselves whether it had to block";
    sentences.add(
        "The blocks are told as they were reported and could not be asked again: %s%s%s."
            .formatted(set.whyNotAsked(), could, not));
  }

  private static long count(BlockingSet set, RecordedLimit check) {
    return set.rules().stream().filter(rule -> rule.check() == check).count();
  }

  private void addMoment(Course course) {
    long away = course.moment() - scene.at().millis();
    if (away != 0) {
      sentences.add(
          "That belongs to %s, %s %s the moment asked about."
              .formatted(
                  scene.at().at(course.moment()).beside(scene.at()),
                  Words.duration(Math.abs(away)),
                  away < 0 ? "before" : "after"));
    }
  }

  private void addOthers() {
    List<Scene.Explained> others = scene.explained().subList(1, scene.explained().size());
    int shown = Math.min(others.size(), 3);
    for (Scene.Explained other : others.subList(0, shown)) {
      sentences.add(
          "At %s: %s."
              .formatted(
                  scene.at().at(other.course().moment()).beside(scene.at()), because(other)));
    }
    int more = scene.around().courses().size() - 1 - shown;
    if (more > 0) {
      sentences.add(
          "%s within %s around the moment: see the timeline."
              .formatted(
                  Counted.of(more, "more course of decisions is", "more courses of decisions are")
                      + " recorded",
                  Words.duration(scene.windowMillis())));
    }
  }
}
