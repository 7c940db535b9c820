package qts.runtime.question;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import qts.decision.Block;
import qts.decision.Decision;
import qts.decision.Judgment;
import qts.decision.NonExecution;

/**
 * A judgment and what became of it; or blocks and non-executions whose judgment is not there.
 *
 * @param judgment null where none is recorded in the time asked about
 * @param moment when it belongs to: the event time of the newest snapshot it rests on, or its own
 */
record Course(
    @Nullable Stood<Judgment> judgment,
    List<Stood<Block>> blocks,
    List<Stood<NonExecution>> nonExecutions,
    long moment) {

  Course {
    blocks = List.copyOf(blocks);
    nonExecutions = List.copyOf(nonExecutions);
  }

  /** A decision and where it is recorded. */
  record Stood<D extends Decision>(D decision, long position) {}

  /** What became of it. */
  enum Result {
    /** Something stopped it. */
    BLOCKED,
    /** Nothing stopped it, and it was not done. */
    NOT_EXECUTED,
    /** It intended nothing. */
    NO_ORDER,
    /** It intended something, and nothing recorded says what became of it. */
    UNRESOLVED;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  Result result() {
    if (!blocks.isEmpty()) {
      return Result.BLOCKED;
    }
    if (!nonExecutions.isEmpty()) {
      return Result.NOT_EXECUTED;
    }
    return intends() ? Result.UNRESOLVED : Result.NO_ORDER;
  }

  private boolean intends() {
    Judgment said = judgment == null ? null : judgment.decision();
    return said != null
        && switch (said.action()) {
          case BUY, SELL -> true;
          case HOLD, NONE -> false;
        };
  }

  /** The first of its decisions. */
  Decision decision() {
    if (judgment != null) {
      return judgment.decision();
    }
    return blocks.isEmpty() ? nonExecutions.getFirst().decision() : blocks.getFirst().decision();
  }

  /** Where the first of its decisions is recorded. */
  long position() {
    long position = judgment == null ? Long.MAX_VALUE : judgment.position();
    for (Stood<?> stood : consequences()) {
      position = Math.min(position, stood.position());
    }
    return position;
  }

  private List<Stood<?>> consequences() {
    List<Stood<?>> all = new ArrayList<>(blocks);
    all.addAll(nonExecutions);
    return all;
  }

  /** Whose it is; empty where nobody says. */
  String strategy() {
    return Objects.requireNonNullElse(decision().header().strategyName(), "");
  }
}
