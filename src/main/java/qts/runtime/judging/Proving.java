package qts.runtime.judging;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import qts.decision.Decision;
import qts.decision.json.JsonObject;
import qts.decision.rules.Judge;
import qts.decision.rules.RuleSet;
import qts.journal.JournalReader;
import qts.runtime.recorder.Decided;
import qts.runtime.recorder.DecidedWriter;

/**
 * Judges a whole journal again, on the clock that is recorded in it, and compares what comes out
 * with what the journal holds. Used by one thread, once.
 */
public final class Proving {
  private final JournalReader reader;
  private final JudgingPass pass;
  private final Pace pace;
  private final RecordedDecisions recorded;
  private final long end;
  private final DecidedWriter writer = new DecidedWriter();
  private final MessageDigest inputs = sha256();
  private final MessageDigest outputs = sha256();
  private final MessageDigest configuration = sha256();
  private @Nullable RuleSet before;
  private long snapshots;
  private long decisions;
  private long known;
  private Optional<String> difference = Optional.empty();

  /** Holds the run back until an input is due. */
  @FunctionalInterface
  public interface Pace {
    /** As fast as it goes. */
    Pace NONE = receiveMillis -> {};

    /** An input that was received then, epoch milliseconds, comes next. */
    void await(long receiveMillis);
  }

  private Proving(JournalReader reader, int threads, Function<RuleSet, Judge> judges, Pace pace)
      throws IOException {
    this.reader = reader;
    this.pace = pace;
    this.pass = new JudgingPass(reader, threads, judges, this::onDecision, this::onInput);
    this.recorded = RecordedDecisions.since(reader, 0);
    this.known = recorded.count();
    this.end = reader.nextPosition();
  }

  /**
   * Judges everything that {@code reader} has.
   *
   * @param threads how many threads extract
   * @param judges makes the judge of a rule set
   */
  public static Proof run(
      JournalReader reader, int threads, Function<RuleSet, Judge> judges, Pace pace)
      throws IOException {
    Proving proving = new Proving(reader, threads, judges, pace);
    try {
      return proving.run();
    } finally {
      proving.pass.close();
    }
  }

  private Proof run() throws IOException {
    for (long next = reader.firstPosition(); next < end; ) {
      next = pass.judge(next, end - 1);
      noteRules();
    }
    if (difference.isEmpty() && !recorded.isEmpty()) {
      difference =
          Optional.of(
              "the journal holds %d more, the first at position %d"
                  .formatted(recorded.count(), recorded.position()));
    }
    HexFormat hex = HexFormat.of();
    return new Proof(
        hex.formatHex(inputs.digest()),
        hex.formatHex(configuration.digest()),
        hex.formatHex(outputs.digest()),
        snapshots,
        decisions,
        known,
        difference);
  }

  private void onInput(JudgingInput input) {
    pace.await(input.receiveMillis());
    snapshots += input.isSnapshot() ? 1 : 0;
    ByteBuffer head = ByteBuffer.allocate(2 * Long.BYTES + Integer.BYTES);
    head.putLong(input.position()).putLong(input.receiveMillis()).putInt(input.data().length);
    inputs.update(head.flip());
    inputs.update(input.data());
  }

  private void noteRules() {
    RuleSet now = pass.judging().rules();
    if (now != null && !now.equals(before)) {
      configuration.update(HexFormat.of().parseHex(now.hash()));
    }
    before = now;
  }

  private void onDecision(RuleSet rules, Decision decision, long eventMillis) {
    Decided decided = writer.write(rules.name(), decision, eventMillis);
    decisions++;
    outputs.update(decided.bytes());
    outputs.update((byte) '\n');
    if (difference.isEmpty()) {
      compare(decision.toJson(), decided);
    }
  }

  private void compare(JsonObject json, Decided decided) {
    if (recorded.isEmpty()) {
      difference =
          Optional.of("the journal does not hold decision %d: %s".formatted(decisions, json));
      return;
    }
    long at = recorded.position();
    if (!recorded.takeIsSame(decided)) {
      difference = Optional.of("position %d holds another decision than %s".formatted(at, json));
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every Java platform has SHA-256", impossible);
    }
  }
}
