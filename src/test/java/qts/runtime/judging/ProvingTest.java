package qts.runtime.judging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qts.decision.Block;
import qts.decision.Decision;
import qts.decision.rules.Judge;
import qts.decision.rules.RuleSet;
import qts.decision.rules.SnapshotView;
import qts.journal.DiskStorage;
import qts.journal.JournalReader;
import qts.observer.SnapshotScanner;
import qts.runtime.recorder.StoredKeys;
import qts.safety.SafetyState;

/** The same journal gives the same decisions, and a judge that cheats is found out. */
class ProvingTest {
  @TempDir Path folder;

  @BeforeEach
  void record() throws IOException {
    try (JudgedRecorder recorder = JudgedRecorder.open(folder)) {
      recorder.sendMany(0, 1_000);
      recorder.enableTrading().sendMany(1_000, 2_000);
    }
    String changed = JudgedRecorder.RULES.replace("110", "112");
    try (JudgedRecorder recorder = JudgedRecorder.open(folder, changed)) {
      recorder.sendMany(3_000, 2_000);
    }
  }

  @Test
  void theRootsAreTheSameAtAnySpeedAndWithAnyNumberOfThreads() throws IOException {
    Proof fast = prove(1, JournalJudge::pipeline, Proving.Pace.NONE);
    PacedClock clock = new PacedClock();
    assertThat(fast.difference()).isEmpty();
    assertThat(fast.snapshots()).isEqualTo(5_000);
    assertThat(fast.decisions()).isGreaterThan(3_000).isEqualTo(fast.recorded());
    assertThat(prove(8, JournalJudge::pipeline, Proving.Pace.NONE)).isEqualTo(fast);
    assertThat(prove(8, JournalJudge::pipeline, clock)).isEqualTo(fast);
    assertThat(prove(1, JournalJudge::pipeline, clock)).isEqualTo(fast);
    assertThat(clock.waits).isPositive();
  }

  @Test
  void aJudgeThatLooksAtTheClockIsNotProved() throws IOException {
    Function<RuleSet, Judge> cheating = rules -> new LookingAtTheClock(rules);
    Proof proof = prove(1, cheating, Proving.Pace.NONE);
    assertThat(proof.difference()).isPresent();
    assertThat(prove(1, cheating, Proving.Pace.NONE).outputRoot()).isNotEqualTo(proof.outputRoot());
  }

  @Test
  void aJudgeThatDependsOnTheOrderOfAMapIsNotProved() throws IOException {
    Proof proof = prove(1, InTheOrderOfAMap::new, Proving.Pace.NONE);
    assertThat(proof.difference()).isPresent();
    assertThat(prove(1, InTheOrderOfAMap::new, Proving.Pace.NONE).outputRoot())
        .isNotEqualTo(proof.outputRoot());
  }

  private Proof prove(int threads, Function<RuleSet, Judge> judges, Proving.Pace pace)
      throws IOException {
    DiskStorage storage =
        new DiskStorage(folder.resolve("journal"), Instant::now, System::nanoTime);
    try (JournalReader reader =
        JournalReader.open(storage, new StoredKeys(new SnapshotScanner()))) {
      return Proving.run(reader, threads, judges, pace);
    }
  }

  /** Real time, but nobody waits for it. */
  private static final class PacedClock implements Proving.Pace {
    private long now;
    private long waits;

    @Override
    public void await(long receiveMillis) {
      waits += receiveMillis > now ? 1 : 0;
      now = Math.max(now, receiveMillis);
    }
  }

  /** Leaves out what it decides whenever the clock happens to be odd: a planted fault. */
  private static final class LookingAtTheClock implements Judge {
    private final Judge honest;

    LookingAtTheClock(RuleSet rules) {
      this.honest = JournalJudge.pipeline(rules);
    }

    @Override
    public List<Decision> onSnapshot(SnapshotView view, SafetyState safety) {
      List<Decision> decisions = honest.onSnapshot(view, safety);
      return Long.bitCount(System.nanoTime() / 100) % 2 == 0 ? decisions : List.of();
    }

    @Override
    public List<Block> flush() {
      return honest.flush();
    }

    @Override
    public void save(DataOutput out) throws IOException {
      honest.save(out);
    }

    @Override
    public void resume(DataInput in) throws IOException {
      honest.resume(in);
    }
  }

  /** Gives its decisions in the order of their identity hashes: a planted fault. */
  private static final class InTheOrderOfAMap implements Judge {
    private final Judge honest;

    InTheOrderOfAMap(RuleSet rules) {
      this.honest = JournalJudge.pipeline(rules);
    }

    @Override
    public List<Decision> onSnapshot(SnapshotView view, SafetyState safety) {
      Set<Identity> unordered = new HashSet<>();
      honest
          .onSnapshot(view, safety)
          .forEach(decision -> unordered.add(new Identity(decision, new Object())));
      return unordered.stream().map(Identity::decision).toList();
    }

    @Override
    public List<Block> flush() {
      return honest.flush();
    }

    @Override
    public void save(DataOutput out) throws IOException {
      honest.save(out);
    }

    @Override
    public void resume(DataInput in) throws IOException {
      honest.resume(in);
    }
  }

  private record Identity(Decision decision, Object mark) {}
}
