package qts.runtime.judging;

import java.io.Closeable;
import java.io.DataInput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import qts.decision.rules.Judge;
import qts.decision.rules.RuleSet;
import qts.journal.Damage;
import qts.journal.Group;
import qts.journal.JournalReader;
import qts.journal.ReadRange;
import qts.journal.RecordKind;
import qts.journal.RecordVisitor;

/**
 * Leads a {@link Judging} through a journal. Snapshots that can't be read any more are not judged,
 * now or at any other time. Used by one thread.
 */
final class JudgingPass implements Closeable {
  /** What matters to judging, as a union of {@link RecordKind#bit()}. */
  private static final int INPUTS =
      RecordKind.SNAPSHOT.bit() | RecordKind.SAFETY.bit() | RecordKind.RULES.bit();

  /** What of it matters while there are no rules. */
  private static final int CHANGES = RecordKind.SAFETY.bit() | RecordKind.RULES.bit();

  /** The most records that are in memory at once. */
  private static final int CHUNK = 128;

  private static final long CHUNK_BYTES = 4 << 20;

  private final JournalReader reader;
  private final Extraction extraction;
  private final Judging judging;
  private final Listener listener;

  /**
   * @param threads how many threads extract
   */
  JudgingPass(
      JournalReader reader,
      int threads,
      Function<RuleSet, Judge> judges,
      Judging.Sink sink,
      Listener listener) {
    this.reader = reader;
    this.extraction = new Extraction(threads);
    this.judging = new Judging(judges, this::show, sink);
    this.listener = listener;
  }

  /** Hears of what is judged. */
  interface Listener {
    /** An input comes next. */
    void onInput(JudgingInput input);

    /**
     * Whether it has to hear of snapshots that no rules judge; where not, they are not even read.
     */
    default boolean wantsUnjudged() {
      return true;
    }
  }

  /** Goes on from what a judging saved; false when its rule set is not in the journal any more. */
  boolean resume(DataInput in) throws IOException {
    if (!judging.resume(in, new RulesHistory(reader)::beginningAt)) {
      return false;
    }
    extraction.turnTo(Objects.requireNonNull(judging.rules()));
    return true;
  }

  Judging judging() {
    return judging;
  }

  /**
   * Judges the records at the positions {@code from} to {@code to}, both included, or some of the
   * first of them.
   *
   * @return the position after the last that was judged
   */
  long judge(long from, long to) throws IOException {
    RuleSet rules = judging.rules();
    Chunk chunk = read(from, to, rules != null || listener.wantsUnjudged() ? INPUTS : CHANGES);
    if (rules != null) {
      extraction.read(chunk.inputs);
    }
    for (JudgingInput input : chunk.inputs) {
      listener.onInput(input);
      if (rules != null || !input.isSnapshot()) {
        input.show(judging.witness());
      }
    }
    RulesRecord change = chunk.rules;
    if (change != null) {
      judging.onRules(change, chunk.rulesPosition);
      if (change instanceof RulesRecord.Begin begin) {
        extraction.turnTo(begin.rules());
      }
    }
    return chunk.next;
  }

  private Chunk read(long from, long to, int kinds) throws IOException {
    Chunk chunk = new Chunk(to + 1);
    reader.forward(ReadRange.everything().positions(from, to).kinds(kinds), chunk);
    return chunk;
  }

  /** Shows a new judge what was before its rule set came into force. */
  private void show(RuleSet rules, long from, long to, Judging.Witness witness) throws IOException {
    extraction.turnTo(rules);
    for (long at = 0; at < from; ) {
      Chunk before = read(at, from - 1, RecordKind.SAFETY.bit());
      before.inputs.forEach(input -> input.show(witness));
      at = before.next;
    }
    for (long at = from; at < to; ) {
      Chunk earlier = read(at, to - 1, RecordKind.SNAPSHOT.bit() | RecordKind.SAFETY.bit());
      extraction.read(earlier.inputs);
      earlier.inputs.forEach(input -> input.show(witness));
      at = earlier.next;
    }
  }

  @Override
  public void close() throws IOException {
    extraction.close();
    reader.close();
  }

  /** Some records in their order, up to a change of rules. */
  private static final class Chunk implements RecordVisitor {
    private final List<JudgingInput> inputs = new ArrayList<>();
    private @Nullable RulesRecord rules;
    private long rulesPosition;
    private long bytes;
    private long next;

    /**
     * @param end the position after the last that was asked for
     */
    Chunk(long end) {
      this.next = end;
    }

    @Override
    public boolean onRecord(Group group, int i) {
      if (group.kind(i) == RecordKind.RULES) {
        rules = RulesRecord.read(group.payload(i));
        rulesPosition = group.position(i);
        next = rulesPosition + 1;
        return false;
      }
      JudgingInput input = new JudgingInput(group, i);
      inputs.add(input);
      bytes += input.data().length;
      if (inputs.size() < CHUNK && bytes < CHUNK_BYTES) {
        return true;
      }
      next = group.position(i) + 1;
      return false;
    }

    /** What can't be read is not judged; the journal itself tells of it. */
    @Override
    public void onDamage(Damage damage) {}
  }
}
