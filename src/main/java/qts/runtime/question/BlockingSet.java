package qts.runtime.question;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import qts.decision.Block;
import qts.decision.Judgment;
import qts.decision.RuleRef;
import qts.decision.Stage;
import qts.decision.json.ContractViolation;
import qts.decision.json.JsonValue;
import qts.decision.rules.MinimalBlockingSet;
import qts.decision.rules.RecordedLimit;
import qts.decision.rules.RuleSet;
import qts.decision.rules.RuleVerdict;

/**
 * The rules that alone would have been enough to block an order.
 *
 * @param ruleSet the rule set that was asked again; null where none could be
 * @param whyNotAsked why the rules could not be asked again; empty when they were
 * @param rules each of them, in the order they are asked or were reported
 * @param notRecorded codes of rules that block when asked again, of which no block is recorded
 * @param notFound codes of recorded blocks whose rules do not block when asked again
 */
record BlockingSet(
    @Nullable RuleSet ruleSet,
    String whyNotAsked,
    List<Enough> rules,
    List<String> notRecorded,
    List<String> notFound) {

  BlockingSet {
    rules = List.copyOf(rules);
    notRecorded = List.copyOf(notRecorded);
    notFound = List.copyOf(notFound);
  }

  /**
   * A rule that was enough.
   *
   * @param check what limit and value say by themselves; null where the rule itself was asked
   */
  record Enough(
      String code,
      RuleRef rule,
      @Nullable Stage stage,
      @Nullable JsonValue limit,
      @Nullable JsonValue actual,
      String reason,
      @Nullable RecordedLimit check) {}

  /** Whether the rules themselves were asked again. */
  boolean isAsked() {
    return ruleSet != null;
  }

  /** Finds the set; empty when nothing was to be blocked and nothing was. */
  static Optional<BlockingSet> of(Course course, RuleSets ruleSets) throws IOException {
    Judgment judgment = course.judgment() == null ? null : course.judgment().decision();
    if (judgment != null && judgment.order() != null) {
      return Optional.of(ofOrder(course, judgment, ruleSets));
    }
    if (course.blocks().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        reported(
            course,
            judgment == null
                ? "no judgment is recorded with these blocks"
                : "the judgment is recorded without an order"));
  }

  private static BlockingSet ofOrder(Course course, Judgment judgment, RuleSets ruleSets)
      throws IOException {
    Optional<String> hash = hash(judgment);
    if (hash.isEmpty()) {
      return reported(course, "the rules of its strategy are not recorded here");
    }
    Optional<RuleSet> rules = ruleSets.withHash(hash.get());
    if (rules.isEmpty()) {
      return reported(course, "the rule set with the hash " + hash.get() + " is not recorded here");
    }
    try {
      Optional<MinimalBlockingSet> again = MinimalBlockingSet.of(rules.get(), judgment);
      return again.isEmpty()
          ? reported(course, "the judgment was recorded without its input")
          : asked(course, rules.get(), again.get());
    } catch (ContractViolation broken) {
      return reported(course, "its recorded input can't be read: " + broken.finding().reason());
    }
  }

  /** A strategy outside may keep anything under that name. */
  private static Optional<String> hash(Judgment judgment) {
    try {
      return MinimalBlockingSet.ruleSetHash(judgment);
    } catch (ContractViolation ofAnotherKind) {
      return Optional.empty();
    }
  }

  private static BlockingSet asked(Course course, RuleSet rules, MinimalBlockingSet again) {
    List<String> found = again.rules().stream().map(RuleVerdict::code).toList();
    List<String> recorded =
        course.blocks().stream().map(block -> block.decision().blockedBy()).toList();
    return new BlockingSet(
        rules,
        "",
        again.rules().stream().map(BlockingSet::enough).toList(),
        without(found, recorded),
        without(recorded, found));
  }

  private static List<String> without(List<String> codes, List<String> others) {
    List<String> rest = new ArrayList<>(codes);
    others.forEach(rest::remove);
    return rest;
  }

  private static Enough enough(RuleVerdict verdict) {
    return new Enough(
        verdict.code(),
        verdict.rule(),
        verdict.stage(),
        verdict.limit(),
        verdict.actual(),
        verdict.reason(),
        null);
  }

  private static BlockingSet reported(Course course, String why) {
    List<Enough> rules = new ArrayList<>();
    for (Course.Stood<Block> stood : course.blocks()) {
      Enough enough = enough(stood.decision());
      if (rules.stream().noneMatch(known -> known.rule().equals(enough.rule()))) {
        rules.add(enough);
      }
    }
    return new BlockingSet(null, why, rules, List.of(), List.of());
  }

  private static Enough enough(Block block) {
    return new Enough(
        block.blockedBy(),
        block.rule(),
        block.stage(),
        block.limit(),
        block.actual(),
        block.reason() == null ? "" : block.reason(),
        RecordedLimit.check(block.limit(), block.actual()));
  }
}
